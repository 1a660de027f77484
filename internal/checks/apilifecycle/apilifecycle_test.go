package apilifecycle_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apilifecycle"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apilifecycle.Check, "testdata") }
