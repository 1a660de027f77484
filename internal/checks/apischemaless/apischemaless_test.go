package apischemaless_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apischemaless"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apischemaless.Check, "testdata") }
