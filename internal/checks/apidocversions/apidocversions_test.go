package apidocversions_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocversions"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocversions.Check, "testdata") }
