package importallowlist_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/importallowlist"
)

func TestCases(t *testing.T) { checktest.Run(t, importallowlist.Check, "testdata") }
