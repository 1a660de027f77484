package apidoclong_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidoclong"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidoclong.Check, "testdata") }
