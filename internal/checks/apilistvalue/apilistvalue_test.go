package apilistvalue_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apilistvalue"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apilistvalue.Check, "testdata") }
