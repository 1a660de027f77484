package apitagoptions_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitagoptions"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitagoptions.Check, "testdata") }
