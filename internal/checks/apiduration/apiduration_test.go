package apiduration_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiduration"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiduration.Check, "testdata") }
