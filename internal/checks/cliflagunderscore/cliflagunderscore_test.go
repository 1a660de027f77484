package cliflagunderscore_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliflagunderscore"
)

func Test(t *testing.T) { checktest.Run(t, cliflagunderscore.Check, "testdata") }
