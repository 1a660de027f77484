package cliglobalflag_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliglobalflag"
)

func Test(t *testing.T) { checktest.Run(t, cliglobalflag.Check, "testdata") }
