package apidocgonames_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apidocgonames"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apidocgonames.Check, "testdata") }
