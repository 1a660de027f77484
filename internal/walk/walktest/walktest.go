// Package walktest builds trees from txtar archives, for the tests of every
// later stage.
package walktest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Open unpacks an archive into a temporary directory and opens it as a tree.
// Options.Dir is set and Exact is on; the tree is closed when the test ends.
func Open(t testing.TB, archive string, opts walk.Options) *walk.Tree {
	t.Helper()
	opts.Dir, opts.Exact = Unpack(t, archive), true
	tree, err := walk.Open(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := tree.Close(); err != nil {
			t.Error(err)
		}
	})
	return tree
}

// Unpack writes an archive's files below a temporary directory. A file whose
// content is "-> target\n" becomes a symbolic link.
func Unpack(t testing.TB, archive string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		const arrow = "-> "
		var err error
		if s := string(f.Data); len(s) > len(arrow) && s[:len(arrow)] == arrow {
			err = os.Symlink(s[len(arrow):len(s)-1], name)
		} else {
			err = os.WriteFile(name, f.Data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
