package apibool_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apibool"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apibool.Check, "testdata") }
