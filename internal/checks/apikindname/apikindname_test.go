package apikindname_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apikindname"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apikindname.Check, "testdata") }
