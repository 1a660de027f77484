package apitopfields_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apitopfields"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apitopfields.Check, "testdata") }
