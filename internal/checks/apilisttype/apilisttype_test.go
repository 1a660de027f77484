package apilisttype_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apilisttype"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apilisttype.Check, "testdata") }
