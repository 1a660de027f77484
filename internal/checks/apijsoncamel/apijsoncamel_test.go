package apijsoncamel_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apijsoncamel"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apijsoncamel.Check, "testdata") }
