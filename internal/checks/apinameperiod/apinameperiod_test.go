package apinameperiod_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinameperiod"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinameperiod.Check, "testdata") }
