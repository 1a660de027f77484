package apifielddoc_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apifielddoc"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apifielddoc.Check, "testdata") }
