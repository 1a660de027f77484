package apimarkerargs_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerargs"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerargs.Check, "testdata") }
