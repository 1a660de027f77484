package apiunionshape_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiunionshape"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiunionshape.Check, "testdata") }
