package apiobjectshape_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiobjectshape"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiobjectshape.Check, "testdata") }
