package files_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// hostile makes a tree with everything in it that must not be read or written
// through, and returns it with the directory outside that it points to.
func hostile(t *testing.T) (root *files.Root, outside string) {
	t.Helper()
	base := t.TempDir()
	tree, outside := filepath.Join(base, "tree"), filepath.Join(base, "outside")
	for _, dir := range []string{tree, outside, filepath.Join(tree, "sub")} {
		check(t, os.Mkdir(dir, 0o755))
	}
	check(t, os.WriteFile(filepath.Join(outside, "secret"), []byte("secret"), 0o644))
	check(t, os.WriteFile(filepath.Join(tree, "plain"), []byte("plain"), 0o640))
	check(t, os.WriteFile(filepath.Join(tree, "sub", "below"), []byte("below"), 0o644))
	for name, to := range map[string]string{
		"inside": "sub/below", "absolute": filepath.Join(tree, "plain"), "up": "sub/../plain",
		"leaves": "../outside/secret", "leaves-absolute": filepath.Join(outside, "secret"), "leaves-dir": "../outside",
		"leaves-missing": "../outside/none", "through": "leaves-dir/secret", "environ": "/proc/self/environ",
		"loop": "loop", "dangling": "nothing", "zero": "/dev/zero",
	} {
		check(t, os.Symlink(to, filepath.Join(tree, name)))
	}
	big, err := os.Create(filepath.Join(tree, "big"))
	check(t, err)
	check(t, big.Truncate(files.MaxSize+1))
	check(t, big.Close())
	makePipe(t, filepath.Join(tree, "pipe"))
	root, err = files.OpenRoot(tree)
	check(t, err)
	t.Cleanup(func() { root.Close() })
	return root, outside
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRead(t *testing.T) {
	root, outside := hostile(t)
	for p, want := range map[string]string{"plain": "plain", "sub/below": "below", "inside": "below", "absolute": "plain", "up": "plain", "sub/../plain": "plain"} {
		if got, err := root.ReadFile(p); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", p, got, err)
		}
	}
	refused := map[string]error{
		"leaves": files.ErrLinkLeaves, "leaves-absolute": files.ErrLinkLeaves, "leaves-dir/secret": files.ErrLinkLeaves,
		"through": files.ErrLinkLeaves, "environ": files.ErrLinkLeaves, "zero": files.ErrLinkLeaves, "loop": files.ErrLinkLoop,
		"dangling": fs.ErrNotExist, "none": fs.ErrNotExist, "big": files.ErrTooLarge, "pipe": files.ErrNotRegular, "sub": files.ErrNotRegular,
		"../outside/secret": files.ErrPathLeaves, filepath.Join(outside, "secret"): files.ErrPathLeaves, "": files.ErrPathLeaves, "a/../../tree/plain": files.ErrPathLeaves,
	}
	for p, want := range refused {
		start := time.Now()
		got, err := root.ReadFile(p)
		if !errors.Is(err, want) || len(got) > 0 {
			t.Errorf("%s: %q, %v; want %v", p, got, err, want)
		}
		if pe := (*fs.PathError)(nil); !errors.As(err, &pe) || pe.Path != p {
			t.Errorf("%s: the error does not name it: %v", p, err)
		}
		if time.Since(start) > 5*time.Second {
			t.Errorf("%s: took %v", p, time.Since(start))
		}
		if root.IsRegular(p) && p != "big" {
			t.Errorf("%s passes for a regular file", p)
		}
	}
}

// Exchanging a directory for a link after it was resolved gains nothing.
func TestReadIsNotRaced(t *testing.T) {
	root, outside := hostile(t)
	sub := filepath.Join(root.Dir(), "sub")
	check(t, os.WriteFile(filepath.Join(outside, "below"), []byte("secret"), 0o644))
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				os.Rename(sub, sub+".old")
				os.Symlink("../outside", sub)
				os.Remove(sub)
				os.Rename(sub+".old", sub)
			}
		}
	}()
	for range 1000 {
		for _, read := range []func() ([]byte, error){
			func() ([]byte, error) { return root.ReadFile("sub/below") },
			func() ([]byte, error) { return root.Append("sub/below", nil) },
		} {
			if b, _ := read(); bytes.Contains(b, []byte("secret")) {
				t.Fatal("read a file outside")
			}
		}
		if _, err := root.Write("sub/new", []byte("x")); err == nil {
			root.Remove("sub/new")
		}
		if _, err := os.Lstat(filepath.Join(outside, "new")); err == nil {
			t.Fatal("wrote a file outside")
		}
	}
	close(stop)
	<-done
}

func TestWrite(t *testing.T) {
	root, outside := hostile(t)
	for _, p := range []string{"new", "sub/new", "plain", "inside", "absolute"} {
		changed, err := root.Write(p, []byte("written "+p))
		if err != nil || !changed {
			t.Errorf("%s: %v, %v", p, changed, err)
		}
		if b, _ := root.ReadFile(p); string(b) != "written "+p {
			t.Errorf("%s: %q", p, b)
		}
		if changed, err := root.Write(p, []byte("written "+p)); err != nil || changed {
			t.Errorf("%s again: %v, %v", p, changed, err)
		}
	}
	if info, err := os.Lstat(filepath.Join(root.Dir(), "inside")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link inside was replaced: %v", err)
	}
	if info, err := os.Lstat(filepath.Join(root.Dir(), "plain")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode was not kept: %v %v", info.Mode(), err)
	}
	for p, want := range map[string]error{
		"leaves": files.ErrLinkLeaves, "leaves-absolute": files.ErrLinkLeaves, "leaves-dir/new": files.ErrLinkLeaves, "through": files.ErrLinkLeaves,
		"zero": files.ErrLinkLeaves, "pipe": files.ErrNotRegular, "../outside/new": files.ErrPathLeaves, "loop": files.ErrLinkLoop, "none/new": fs.ErrNotExist,
	} {
		if changed, err := root.Write(p, []byte("x")); !errors.Is(err, want) || changed {
			t.Errorf("%s: %v, want %v", p, err, want)
		}
	}
	for _, p := range []string{"dangling", "leaves-missing", "sub"} {
		if _, err := root.Write(p, []byte("x")); err == nil {
			t.Errorf("%s was written", p)
		}
	}
	if _, err := root.Journal("pipe"); err == nil {
		t.Errorf("journal in a pipe: %v", err)
	}
	if _, err := root.MakeRoot("leaves-dir"); !errors.Is(err, files.ErrLinkLeaves) {
		t.Errorf("a directory that leaves: %v", err)
	}
	if _, err := root.MakeRoot("leaves-dir/a/b"); err == nil {
		t.Error("made a directory outside")
	}
	list, err := os.ReadDir(outside)
	check(t, err)
	if b, _ := os.ReadFile(filepath.Join(outside, "secret")); string(b) != "secret" || len(list) != 1 {
		t.Errorf("outside: %q, %v", b, list)
	}
	left, _ := filepath.Glob(filepath.Join(root.Dir(), "*", ".kdoc-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What the user names may be a link or a pipe; its size is bounded even so.
func TestNamed(t *testing.T) {
	root, outside := hostile(t)
	if b, err := files.ReadNamed(filepath.Join(root.Dir(), "leaves")); err != nil || string(b) != "secret" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := files.ReadNamed("/dev/zero"); !errors.Is(err, files.ErrTooLarge) {
		t.Errorf("endless: %v", err)
	}
	if _, err := files.ReadNamed(outside); err == nil {
		t.Error("a directory was read")
	}
	if _, err := files.Read(filepath.Join(root.Dir(), "pipe")); !errors.Is(err, files.ErrNotRegular) {
		t.Errorf("pipe: %v", err)
	}
	if _, err := files.Read("/dev/zero"); !errors.Is(err, files.ErrNotRegular) {
		t.Errorf("device: %v", err)
	}
	link := filepath.Join(root.Dir(), "leaves")
	if _, err := files.Write(link, []byte("mine")); err != nil {
		t.Error(err)
	}
	if b, _ := os.ReadFile(filepath.Join(outside, "secret")); string(b) != "mine" {
		t.Errorf("%q", b)
	}
}

func TestContains(t *testing.T) {
	root, outside := hostile(t)
	alias := filepath.Join(t.TempDir(), "alias")
	check(t, os.Symlink(root.Dir(), alias))
	for name, want := range map[string]string{
		filepath.Join(root.Dir(), "plain"): "plain", filepath.Join(root.Dir(), "leaves-dir", "x"): "leaves-dir/x",
		filepath.Join(alias, "sub", "none"): "sub/none", root.Dir(): ".", outside: "", filepath.Join(root.Dir(), "..", "outside"): "",
	} {
		got, ok := root.Contains(name)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, %v; want %q", strings.TrimPrefix(name, root.Dir()), got, ok, want)
		}
	}
}
