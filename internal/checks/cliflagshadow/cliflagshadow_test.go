package cliflagshadow_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/cliflagshadow"
)

func Test(t *testing.T) { checktest.Run(t, cliflagshadow.Check, "testdata") }
