package apimarkerforbidden_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerforbidden"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerforbidden.Check, "testdata") }
