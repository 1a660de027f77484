package cliexamplemissing_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliexamplemissing"
)

func Test(t *testing.T) { checktest.Run(t, cliexamplemissing.Check, "testdata") }
