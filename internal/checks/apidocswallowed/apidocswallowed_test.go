package apidocswallowed_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocswallowed"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocswallowed.Check, "testdata") }
