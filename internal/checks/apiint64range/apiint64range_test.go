package apiint64range_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiint64range"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiint64range.Check, "testdata") }
