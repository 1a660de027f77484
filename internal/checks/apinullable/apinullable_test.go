package apinullable_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinullable"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinullable.Check, "testdata") }
