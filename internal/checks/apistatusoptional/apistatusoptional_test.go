package apistatusoptional_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apistatusoptional"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apistatusoptional.Check, "testdata") }
