package apimarkerduplicate_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerduplicate"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerduplicate.Check, "testdata") }
