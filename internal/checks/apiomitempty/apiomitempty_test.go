package apiomitempty_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiomitempty"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiomitempty.Check, "testdata") }
