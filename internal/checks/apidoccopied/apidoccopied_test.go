package apidoccopied_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidoccopied"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidoccopied.Check, "testdata") }
