package apidocspelling_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocspelling"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocspelling.Check, "testdata") }
