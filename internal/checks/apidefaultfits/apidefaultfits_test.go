package apidefaultfits_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidefaultfits"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidefaultfits.Check, "testdata") }
