package apimarkerpreferred_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerpreferred"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerpreferred.Check, "testdata") }
