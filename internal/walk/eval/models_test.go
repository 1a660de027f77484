package eval

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/eval/models"
)

// TestDeclared: every function that is not evaluated from its source is declared,
// with what it costs, what it writes and how it fails; and what is declared to be
// modelled is.
func TestDeclared(t *testing.T) {
	all, run := models.All(), implementations()
	for name := range run {
		if _, ok := all[name]; !ok {
			t.Errorf("%s is not declared in package models", name)
		}
	}
	for name, m := range all {
		if run[name] == nil && m.Fails != models.Unknown {
			t.Errorf("%s is declared, and nothing stands in for it", name)
		}
	}
}
