package moduleunwanted_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/moduleunwanted"
)

func TestCases(t *testing.T) { checktest.Run(t, moduleunwanted.Check, "testdata") }
