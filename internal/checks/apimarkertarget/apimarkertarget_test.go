package apimarkertarget_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkertarget"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkertarget.Check, "testdata") }
