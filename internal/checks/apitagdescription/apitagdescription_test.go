package apitagdescription_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitagdescription"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitagdescription.Check, "testdata") }
