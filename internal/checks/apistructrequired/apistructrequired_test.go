package apistructrequired_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apistructrequired"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apistructrequired.Check, "testdata") }
