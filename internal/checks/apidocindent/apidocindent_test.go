package apidocindent_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocindent"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocindent.Check, "testdata") }
