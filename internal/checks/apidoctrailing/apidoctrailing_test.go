package apidoctrailing_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidoctrailing"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidoctrailing.Check, "testdata") }
