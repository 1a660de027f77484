package apilistitems_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apilistitems"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apilistitems.Check, "testdata") }
