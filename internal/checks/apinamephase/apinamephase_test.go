package apinamephase_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinamephase"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinamephase.Check, "testdata") }
