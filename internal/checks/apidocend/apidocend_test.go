package apidocend_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocend"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocend.Check, "testdata") }
