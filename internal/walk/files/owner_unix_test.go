//go:build unix

package files_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

func TestCheckPrivate(t *testing.T) {
	base := t.TempDir()
	check(t, os.Chmod(base, 0o755))
	dir := func(name string, mode os.FileMode) string {
		full := filepath.Join(base, name)
		check(t, os.MkdirAll(full, 0o755))
		check(t, os.Chmod(full, mode))
		return full
	}
	open, sticky := dir("open", 0o777), dir("sticky", 0o777|os.ModeSticky)
	check(t, os.Mkdir(filepath.Join(open, "in"), 0o700))
	check(t, os.Mkdir(filepath.Join(sticky, "in"), 0o700))
	for name, want := range map[string]string{
		dir("mine", 0o755): "", dir("private", 0o700): "", dir("group", 0o775): "may be written to by others", open: "may be written to by others",
		filepath.Join(open, "in"): "which it is in", filepath.Join(open, "none", "yet"): "which it is in",
		filepath.Join(sticky, "in"): "", filepath.Join(sticky, "none"): "", filepath.Join(base, "none", "yet"): "",
	} {
		err := files.CheckPrivate(name)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", strings.TrimPrefix(name, base), err, want)
		}
	}
	if os.Geteuid() == 0 {
		other := dir("other", 0o755)
		check(t, os.Chown(other, 12345, 12345))
		if err := files.CheckPrivate(other); err == nil || !strings.Contains(err.Error(), "belongs to another user") {
			t.Errorf("another user's: %v", err)
		}
	}
}
