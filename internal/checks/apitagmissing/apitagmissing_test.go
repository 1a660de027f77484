package apitagmissing_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitagmissing"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitagmissing.Check, "testdata") }
