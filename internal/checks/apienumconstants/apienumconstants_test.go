package apienumconstants_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienumconstants"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienumconstants.Check, "testdata") }
