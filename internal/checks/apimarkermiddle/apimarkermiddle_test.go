package apimarkermiddle_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkermiddle"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkermiddle.Check, "testdata") }
