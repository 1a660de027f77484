package apijsonmatch_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apijsonmatch"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apijsonmatch.Check, "testdata") }
