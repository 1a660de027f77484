package importrestrictions_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/importrestrictions"
)

func TestCases(t *testing.T) { checktest.Run(t, importrestrictions.Check, "testdata") }
