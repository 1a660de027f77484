package apinamereference_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinamereference"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinamereference.Check, "testdata") }
