package apiintwidth_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiintwidth"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiintwidth.Check, "testdata") }
