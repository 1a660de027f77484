package apiversiongap_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiversiongap"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiversiongap.Check, "testdata") }
