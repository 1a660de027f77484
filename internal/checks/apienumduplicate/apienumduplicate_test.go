package apienumduplicate_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienumduplicate"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienumduplicate.Check, "testdata") }
