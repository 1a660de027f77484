package importstaging_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/importstaging"
)

func TestCases(t *testing.T) { checktest.Run(t, importstaging.Check, "testdata") }
