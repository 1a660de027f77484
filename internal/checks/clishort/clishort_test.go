package clishort_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/clishort"
)

func Test(t *testing.T) { checktest.Run(t, clishort.Check, "testdata") }
