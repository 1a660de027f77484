package apinameunit_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinameunit"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinameunit.Check, "testdata") }
