package modulelocalreplace

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func TestCheck(t *testing.T) { checktest.Run(t, Check, "testdata") }
