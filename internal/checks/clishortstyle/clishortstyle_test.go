package clishortstyle_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clishortstyle"
)

func Test(t *testing.T) { checktest.Run(t, clishortstyle.Check, "testdata") }
