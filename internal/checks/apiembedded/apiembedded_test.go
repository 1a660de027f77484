package apiembedded_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiembedded"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiembedded.Check, "testdata") }
