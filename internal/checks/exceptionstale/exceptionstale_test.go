package exceptionstale_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/exceptionstale"
)

func Test(t *testing.T) { checktest.Run(t, exceptionstale.Check, "testdata") }
