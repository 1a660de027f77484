package apiboundsmin_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiboundsmin"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiboundsmin.Check, "testdata") }
