package apistatussubresource_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apistatussubresource"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apistatussubresource.Check, "testdata") }
