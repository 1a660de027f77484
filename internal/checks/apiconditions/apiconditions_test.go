package apiconditions_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiconditions"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiconditions.Check, "testdata") }
