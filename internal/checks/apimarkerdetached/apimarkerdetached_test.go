package apimarkerdetached_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerdetached"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerdetached.Check, "testdata") }
