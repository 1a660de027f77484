package apijsonduplicate_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apijsonduplicate"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apijsonduplicate.Check, "testdata") }
