package apisiblingquote_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apisiblingquote"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apisiblingquote.Check, "testdata") }
