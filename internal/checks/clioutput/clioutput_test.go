package clioutput_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clioutput"
)

func Test(t *testing.T) { checktest.Run(t, clioutput.Check, "testdata") }
