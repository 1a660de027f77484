package apinameis_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinameis"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinameis.Check, "testdata") }
