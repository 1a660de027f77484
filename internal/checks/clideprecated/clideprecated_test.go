package clideprecated_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clideprecated"
)

func Test(t *testing.T) { checktest.Run(t, clideprecated.Check, "testdata") }
