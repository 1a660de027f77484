package apiswaggerstale_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiswaggerstale"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiswaggerstale.Check, "testdata") }
