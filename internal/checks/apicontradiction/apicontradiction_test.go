package apicontradiction_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apicontradiction"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apicontradiction.Check, "testdata") }
