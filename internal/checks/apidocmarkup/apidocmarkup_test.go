package apidocmarkup_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocmarkup"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocmarkup.Check, "testdata") }
