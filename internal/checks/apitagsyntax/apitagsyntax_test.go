package apitagsyntax_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitagsyntax"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitagsyntax.Check, "testdata") }
