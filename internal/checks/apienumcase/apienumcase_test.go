package apienumcase_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienumcase"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienumcase.Check, "testdata") }
