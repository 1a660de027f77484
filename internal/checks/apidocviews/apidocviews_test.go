package apidocviews_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocviews"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocviews.Check, "testdata") }
