package apiboundsmax_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiboundsmax"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiboundsmax.Check, "testdata") }
