package source

import (
	"os"
	"path/filepath"
	"strings"
)

// Enclosing returns the checkout that a path of the machine lies in, as it is
// written, and the path below it, slash-separated. That is the git work tree
// around it, or else the outermost directory with a go.mod or go.work. A link
// below the root belongs to the checkout, wherever it leads; what it leads to
// does not. ok is false for a path in no checkout.
//
// What the user named in a checkout is read and written through the checkout's
// own reader and writer, as a link may stand in its place.
func Enclosing(name string) (root, rel string, ok bool) {
	abs, err := absolute(name)
	if err != nil {
		return "", "", false
	}
	top := filepath.VolumeName(abs) + string(filepath.Separator)
	dir := top
	if marked(dir) {
		root = dir
	}
	below := strings.Split(strings.TrimPrefix(abs, top), string(filepath.Separator))
	for _, elem := range below[:len(below)-1] {
		dir = filepath.Join(dir, elem)
		info, err := os.Lstat(dir)
		if err != nil || root != "" && info.Mode()&os.ModeSymlink != 0 {
			break
		}
		if has(dir, ".git") || root == "" && marked(dir) {
			root = dir
		}
	}
	if root == "" {
		return "", "", false
	}
	if rel, err = filepath.Rel(root, abs); err != nil {
		return "", "", false
	}
	return root, filepath.ToSlash(rel), true
}

// absolute is filepath.Abs with the links of the current directory resolved: the
// user is where he is, whatever way he came.
func absolute(name string) (string, error) {
	if filepath.IsAbs(name) {
		return filepath.Clean(name), nil
	}
	cwd, err := os.Getwd()
	if err == nil {
		cwd, err = filepath.EvalSymlinks(cwd)
	}
	return filepath.Join(cwd, name), err
}

// marked reports whether a directory may be the root of a checkout.
func marked(dir string) bool { return has(dir, ".git") || has(dir, "go.mod") || has(dir, "go.work") }

func has(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}
