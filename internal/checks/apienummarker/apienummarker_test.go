package apienummarker_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apienummarker"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apienummarker.Check, "testdata") }
