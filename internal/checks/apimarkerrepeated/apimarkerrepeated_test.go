package apimarkerrepeated_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerrepeated"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerrepeated.Check, "testdata") }
