package source_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

func TestEnclosing(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"repo/.git", "repo/staging/a", "repo/nested/.git", "other/.git", "other/x", "plain", "module/sub"} {
		if err := os.MkdirAll(filepath.Join(base, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"repo/go.mod", "repo/staging/a/go.mod", "module/go.mod", "module/sub/go.mod"} {
		if err := os.WriteFile(filepath.Join(base, file), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"repo/out": "../other", "alias": "repo"} {
		if err := os.Symlink(to, filepath.Join(base, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"repo/x":           "repo x",
		"repo":             "",
		"repo/staging/a/x": "repo staging/a/x",
		"repo/nested/x":    "repo/nested x",
		"repo/none/x/y":    "repo none/x/y",
		"repo/out":         "repo out",
		"repo/out/x":       "repo out/x", // not of the other repository
		"repo/../plain/x":  "",
		"alias/x":          "alias x",
		"plain/x":          "",
		"module/sub/x":     "module sub/x",
	} {
		root, rel, ok := source.Enclosing(filepath.Join(base, name))
		got := ""
		if ok {
			root, _ = filepath.Rel(base, root)
			got = filepath.ToSlash(root) + " " + rel
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	t.Chdir(filepath.Join(base, "repo", "out"))
	if root, rel, ok := source.Enclosing("y"); !ok || root != filepath.Join(base, "other") || rel != "y" {
		t.Errorf("from inside of a link: %s, %s, %v", root, rel, ok)
	}
}
