package apimarkerdepends_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apimarkerdepends"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apimarkerdepends.Check, "testdata") }
