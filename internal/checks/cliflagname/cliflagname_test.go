package cliflagname_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliflagname"
)

func Test(t *testing.T) { checktest.Run(t, cliflagname.Check, "testdata") }
