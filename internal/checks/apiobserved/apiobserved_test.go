package apiobserved_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiobserved"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiobserved.Check, "testdata") }
