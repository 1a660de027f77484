package apisiblingcase_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apisiblingcase"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apisiblingcase.Check, "testdata") }
