package apimapobjects_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimapobjects"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimapobjects.Check, "testdata") }
