package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render"
)

func outputFiles(pairs ...string) (out []render.File) {
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, render.File{Path: pairs[i], Data: []byte(pairs[i+1])})
	}
	return out
}

func TestOutputDir(t *testing.T) {
	a, _, _ := testApp()
	dir := filepath.Join(t.TempDir(), "new", "site")
	if _, err := a.writeFiles(t.Context(), dir, outputFiles("index.html", "one", "pkg/a/index.html", "a", "pkg/b/index.html", "b"), false, false); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour)
	same := filepath.Join(dir, "pkg/a/index.html")
	if err := os.Chtimes(same, past, past); err != nil {
		t.Fatal(err)
	}

	// A second run rewrites what changed and nothing else.
	d, err := a.writeFiles(t.Context(), dir, outputFiles("index.html", "two", "pkg/a/index.html", "a"), false, false)
	if err != nil {
		t.Fatal(err)
	}
	if d.Changed != 1 || d.Same != 1 {
		t.Errorf("%d changed and %d same, want 1 and 1", d.Changed, d.Same)
	}
	if info, err := os.Stat(same); err != nil || !info.ModTime().Equal(past) {
		t.Errorf("an unchanged file was touched: %v", err)
	}
	checkFiles(t, dir, manifestName, "index.html", "pkg/a/index.html", "pkg/b/index.html")

	// Prune removes what earlier runs wrote, also the one before last, with the
	// directories that become empty; what others put there stays.
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if d, err = a.writeFiles(t.Context(), dir, outputFiles("index.html", "two", "pkg/a/index.html", "a"), false, true); err != nil {
		t.Fatal(err)
	}
	if d.Pruned != 1 {
		t.Errorf("%d pruned, want 1", d.Pruned)
	}
	checkFiles(t, dir, manifestName, "CNAME", "index.html", "pkg/a/index.html")
	if _, err := os.Stat(filepath.Join(dir, "pkg", "b")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the empty directory stays: %v", err)
	}
}

// TestOutputDirAfterInterrupt makes sure that the files of a run that did not
// finish are known to the next.
func TestOutputDirAfterInterrupt(t *testing.T) {
	a, _, _ := testApp()
	dir := t.TempDir()
	d, err := a.openOutput(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := d.write(ctx, outputFiles("half.html", "x")[0]); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := d.write(ctx, outputFiles("never.html", "x")[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("writing after the interrupt: %v", err)
	}
	d.close()
	checkFiles(t, dir, manifestName, "half.html")
	if _, err := a.writeFiles(t.Context(), dir, outputFiles("index.html", "x"), false, true); err != nil {
		t.Fatal(err)
	}
	checkFiles(t, dir, manifestName, "index.html")
}

func TestOutputDirRefuses(t *testing.T) {
	a, _, _ := testApp()
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "thesis.tex"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	linked := t.TempDir()
	if err := os.Symlink(full, filepath.Join(linked, "out")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, dir, file string
		force           bool
		want            string
	}{
		{"a directory of others", full, "a", false, "is not empty and was not written by kdoc"},
		{"a file as directory", filepath.Join(full, "thesis.tex"), "a", false, "cannot write " + filepath.Join(full, "thesis.tex")},
		{"a way out", t.TempDir(), "../a", false, `refusing to write "../a"`},
		{"an absolute path", t.TempDir(), "/a", false, `refusing to write "/a"`},
		{"the manifest", t.TempDir(), manifestName, false, "refusing to write"},
		{"a line break", t.TempDir(), "a\nb", false, "refusing to write"},
		{"through a link", linked, "out/a", true, "cannot write " + filepath.Join(linked, "out") + ": path escapes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := a.writeFiles(t.Context(), tt.dir, outputFiles(tt.file, "x"), tt.force, false)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	checkFiles(t, full, "thesis.tex")
	if _, err := a.writeFiles(t.Context(), full, outputFiles("a", "x"), true, true); err != nil {
		t.Errorf("--force: %v", err)
	}
	checkFiles(t, full, manifestName, "a", "thesis.tex")
}

// TestWriteFileKeepsMode holds fixes to leaving permissions alone.
func TestWriteFileKeepsMode(t *testing.T) {
	a, _, _ := testApp()
	name := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o666); err != nil { // past the umask
		t.Fatal(err)
	}
	if err := a.writeFile(t.Context(), name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o666 {
		t.Errorf("mode %v (%v), want 0666", info.Mode(), err)
	}
}

func checkFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	var got []string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			got = append(got, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got)\n%s", diff)
	}
}

// A killed run leaves its temporary file behind, and the next may have the same
// process id.
func TestWriteAfterKill(t *testing.T) {
	a, _, _ := testApp()
	dir := t.TempDir()
	left := filepath.Join(dir, fmt.Sprintf(".r.json.%d.tmp", os.Getpid()))
	if err := os.WriteFile(left, []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "r.json")
	if err := a.writeFile(t.Context(), name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(name); string(b) != "new" {
		t.Errorf("%q, %v", b, err)
	}
}

// Pruning removes what killed runs left half written, and nothing that another
// run may be writing now or that somebody else made.
func TestPruneSweeps(t *testing.T) {
	a, _, _ := testApp()
	dir := t.TempDir()
	past := time.Now().Add(-2 * leftAlone)
	for name, old := range map[string]bool{"a/.kdoc-OLD.tmp": true, "a/.kdoc-NEW.tmp": false, "a/.other.tmp": true} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(full, past, past); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := a.writeFiles(t.Context(), dir, outputFiles("a/x.md", "x"), true, true); err != nil {
		t.Fatal(err)
	}
	checkFiles(t, dir, manifestName, "a/.kdoc-NEW.tmp", "a/.other.tmp", "a/x.md")
}
