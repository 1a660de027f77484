package apidocstart_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocstart"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocstart.Check, "testdata") }
