package apiinternalleak_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiinternalleak"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiinternalleak.Check, "testdata") }
