package apidocinternal_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocinternal"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocinternal.Check, "testdata") }
