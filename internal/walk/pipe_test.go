//go:build unix

package walk_test

import (
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// Reading a pipe that nobody writes to would never end.
func TestPipes(t *testing.T) {
	dir := walktest.Unpack(t, "-- a/a.go --\npackage a\n-- sub/go.mod --\nmodule ex.io/sub\n-- sub/s.go --\npackage sub\n")
	for _, name := range []string{"go.mod", "go.work", "a/x.go"} {
		must(t, syscall.Mkfifo(filepath.Join(dir, name), 0o644))
	}
	t.Chdir(filepath.Join(dir, "sub")) // whose search for a root looks at the pipes above
	tree, err := walk.Open(context.Background(), walk.Options{})
	must(t, err)
	tree.Close()
	tree, err = walk.Open(context.Background(), walk.Options{Dir: dir})
	must(t, err)
	defer tree.Close()
	if _, err := tree.ReadFile("go.mod"); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("reading a pipe: %v", err)
	}
}
