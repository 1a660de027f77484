package apijsonpath_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apijsonpath"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apijsonpath.Check, "testdata") }
