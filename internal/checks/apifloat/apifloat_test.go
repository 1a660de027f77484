package apifloat_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apifloat"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apifloat.Check, "testdata") }
