package apiprotobuf_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiprotobuf"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

func Test(t *testing.T) { checktest.Run(t, apiprotobuf.Check, "testdata") }
