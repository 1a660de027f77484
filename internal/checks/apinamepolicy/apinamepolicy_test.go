package apinamepolicy_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinamepolicy"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinamepolicy.Check, "testdata") }
