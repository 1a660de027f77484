package apirefshape_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apirefshape"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apirefshape.Check, "testdata") }
