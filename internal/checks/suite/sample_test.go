package suite_test

import (
	"path/filepath"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
)

// The bundled sample breaks every rule where a want comment says so, and
// nowhere else.
func TestSample(t *testing.T) {
	checktest.Dir(t, filepath.Join("..", "..", "..", "testdata", "kubernetes"), suite.All())
}
