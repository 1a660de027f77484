package importalias_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/importalias"
)

func TestCases(t *testing.T) { checktest.Run(t, importalias.Check, "testdata") }
