package apilistmapkey_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apilistmapkey"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apilistmapkey.Check, "testdata") }
