package apimarkerform_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerform"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerform.Check, "testdata") }
