package moduleconflict_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/moduleconflict"
)

func TestCases(t *testing.T) { checktest.Run(t, moduleconflict.Check, "testdata") }
