package apimarkerunknown_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerunknown"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerunknown.Check, "testdata") }
