package cliexampleform_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliexampleform"
)

func Test(t *testing.T) { checktest.Run(t, cliexampleform.Check, "testdata") }
