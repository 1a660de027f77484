package apienumnumeric_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienumnumeric"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienumnumeric.Check, "testdata") }
