package apidoclink_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidoclink"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidoclink.Check, "testdata") }
