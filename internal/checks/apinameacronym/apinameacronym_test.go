package apinameacronym_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinameacronym"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinameacronym.Check, "testdata") }
