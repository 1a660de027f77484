package apioptionalpointer_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apioptionalpointer"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apioptionalpointer.Check, "testdata") }
