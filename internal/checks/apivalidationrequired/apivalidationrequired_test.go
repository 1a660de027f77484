package apivalidationrequired_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apivalidationrequired"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apivalidationrequired.Check, "testdata") }
