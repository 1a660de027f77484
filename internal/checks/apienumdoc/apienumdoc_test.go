package apienumdoc_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienumdoc"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienumdoc.Check, "testdata") }
