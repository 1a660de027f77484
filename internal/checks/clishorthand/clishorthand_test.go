package clishorthand_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clishorthand"
)

func Test(t *testing.T) { checktest.Run(t, clishorthand.Check, "testdata") }
