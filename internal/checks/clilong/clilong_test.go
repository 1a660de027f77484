package clilong_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clilong"
)

func Test(t *testing.T) { checktest.Run(t, clilong.Check, "testdata") }
