package apimarkerstability_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerstability"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerstability.Check, "testdata") }
