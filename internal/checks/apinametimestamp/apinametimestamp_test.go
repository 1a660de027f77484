package apinametimestamp_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apinametimestamp"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apinametimestamp.Check, "testdata") }
