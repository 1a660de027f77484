package apidocempty_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocempty"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocempty.Check, "testdata") }
