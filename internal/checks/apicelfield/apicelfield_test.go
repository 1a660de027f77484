package apicelfield_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apicelfield"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apicelfield.Check, "testdata") }
