package apiconditionnames_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiconditionnames"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiconditionnames.Check, "testdata") }
