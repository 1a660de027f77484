package apigroupversion_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apigroupversion"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apigroupversion.Check, "testdata") }
