package apirequiredshape_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apirequiredshape"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apirequiredshape.Check, "testdata") }
