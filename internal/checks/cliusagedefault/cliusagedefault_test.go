package cliusagedefault_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliusagedefault"
)

func Test(t *testing.T) { checktest.Run(t, cliusagedefault.Check, "testdata") }
