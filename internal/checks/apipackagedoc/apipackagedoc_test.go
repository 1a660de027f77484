package apipackagedoc_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apipackagedoc"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apipackagedoc.Check, "testdata") }
