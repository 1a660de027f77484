package cliusagevalues_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliusagevalues"
)

func Test(t *testing.T) { checktest.Run(t, cliusagevalues.Check, "testdata") }
