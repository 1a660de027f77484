package apiunmarked_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiunmarked"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiunmarked.Check, "testdata") }
