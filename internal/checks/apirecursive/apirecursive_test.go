package apirecursive_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apirecursive"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apirecursive.Check, "testdata") }
