package cliexample_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliexample"
)

func Test(t *testing.T) { checktest.Run(t, cliexample.Check, "testdata") }
