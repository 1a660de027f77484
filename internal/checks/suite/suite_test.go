package suite_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
)

func TestDeclarations(t *testing.T) {
	if err := checks.Validate(suite.All()); err != nil {
		t.Error(err)
	}
}

// TestCases makes sure that no check ships untested: somewhere below this
// directory there must be a testdata archive that wants a diagnostic of it,
// with one beside it that wants none, and one with a fixed file if it has fixes.
func TestCases(t *testing.T) {
	byDir := map[string][]*txtar.Archive{}
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".txtar") {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				return err
			}
			byDir[filepath.Dir(path)] = append(byDir[filepath.Dir(path)], ar)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range suite.All() {
		t.Run(c.Slug, func(t *testing.T) {
			failing, silent, fixed := 0, 0, 0
			for _, archives := range byDir {
				n := 0
				for _, ar := range archives {
					if wanted(ar, c.Slug) {
						n++
						if slices.ContainsFunc(ar.Files, func(f txtar.File) bool { return strings.HasSuffix(f.Name, ".fixed") }) {
							fixed++
						}
					}
				}
				if n > 0 {
					failing += n
					silent += len(archives) - n
				}
			}
			if failing == 0 {
				t.Errorf("no archive wants a diagnostic of %s: write `// want %s \"…\"` into one", c.Slug, c.Slug)
			} else if silent == 0 {
				t.Errorf("every archive wants a diagnostic of %s: add one beside them it must be silent on", c.Slug)
			}
			if c.Fix != checks.FixNone && fixed == 0 {
				t.Errorf("no archive shows what %s makes of a file: add a section PATH.fixed", c.Slug)
			}
		})
	}
}

// wanted reports whether an archive expects a diagnostic of the check.
func wanted(ar *txtar.Archive, slug string) bool {
	for _, f := range ar.Files {
		for _, line := range strings.Split(string(f.Data), "\n") {
			want := strings.Contains(line, " want") || f.Name == "want.txt"
			if want && strings.Contains(line, " "+slug+" ") {
				return true
			}
			if f.Name == "WANT" && strings.Contains(line, " "+slug+"]") {
				return true
			}
		}
	}
	return false
}

// TestAllIsFresh makes sure that callers cannot change each other's suite.
func TestAllIsFresh(t *testing.T) {
	a, b := suite.All(), suite.All()
	if len(a) > 0 && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer() {
		t.Error("All returns the same slice twice")
	}
}
