package apirequiredness_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apirequiredness"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apirequiredness.Check, "testdata") }
