package apimarkerconflict_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerconflict"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerconflict.Check, "testdata") }
