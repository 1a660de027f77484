package apitypedoc_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitypedoc"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitypedoc.Check, "testdata") }
