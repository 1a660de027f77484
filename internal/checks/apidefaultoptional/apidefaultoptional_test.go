package apidefaultoptional_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidefaultoptional"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidefaultoptional.Check, "testdata") }
