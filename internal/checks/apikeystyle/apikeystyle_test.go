package apikeystyle_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apikeystyle"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apikeystyle.Check, "testdata") }
