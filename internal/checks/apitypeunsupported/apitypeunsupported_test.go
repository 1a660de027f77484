package apitypeunsupported_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitypeunsupported"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitypeunsupported.Check, "testdata") }
