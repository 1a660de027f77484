package clienum_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clienum"
)

func Test(t *testing.T) { checktest.Run(t, clienum.Check, "testdata") }
