package files

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Files are written under a name of this form first, then renamed. No process
// id: in containers all have the same, and a file that a killed one left behind
// would be in the way for good.
const (
	temporaryPrefix = ".kdoc-"
	temporarySuffix = ".tmp"
)

// IsTemporary reports whether a file of this name is one that is being written,
// or was when its process was killed.
func IsTemporary(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, temporaryPrefix) && strings.HasSuffix(base, temporarySuffix)
}

func temporaryFor(name string) string {
	return path.Dir(name) + "/" + temporaryPrefix + rand.Text() + temporarySuffix
}

// Write replaces a file atomically: what is there is the old content or the new,
// whatever happens. It reports whether the file changed: one that has the content
// already is not touched. A file that exists keeps its permissions. A link is
// written where it points to, if that is below the root.
func (r *Root) Write(p string, data []byte) (changed bool, err error) {
	name, err := r.target(p)
	if err != nil {
		return false, err
	}
	if changed, err = r.replace(name, data); err != nil {
		return false, named(err, p)
	}
	return changed, nil
}

// target follows the links of a path that is going to be written. The last
// element need not exist, but a link there must lead to something.
func (r *Root) target(p string) (string, error) {
	name, err := r.Resolve(p)
	if err == nil || !notThere(err) {
		return name, err
	}
	if _, lerr := r.root.Lstat(filepath.FromSlash(p)); lerr == nil {
		return "", named(errors.New("is a link that leads nowhere"), p)
	}
	dir, err := r.Resolve(path.Dir(p))
	if err != nil {
		return "", err
	}
	return path.Join(dir, path.Base(p)), nil
}

// Replace is Write without a look at what is there now, for files of kdoc's own.
// Nobody else may read them.
func (r *Root) Replace(p string, data []byte) error {
	return named(r.put(filepath.FromSlash(p), data, 0o600, false), p)
}

func (r *Root) replace(name string, data []byte) (changed bool, err error) {
	name = filepath.FromSlash(name)
	mode, keep := fs.FileMode(0o666), false
	switch info, err := r.root.Lstat(name); {
	case err == nil && info.IsDir():
		return false, errors.New("is a directory")
	case err == nil && !info.Mode().IsRegular():
		return false, ErrNotRegular
	case err == nil:
		mode, keep = info.Mode().Perm(), true
		if old, err := r.Append(filepath.ToSlash(name), nil); err == nil && bytes.Equal(old, data) {
			return false, nil
		}
	}
	return true, r.put(name, data, mode, keep)
}

// put writes a temporary file and renames it. If keep is set, its mode is the
// one given and nothing less.
func (r *Root) put(name string, data []byte, mode fs.FileMode, keep bool) error {
	tmp := filepath.FromSlash(temporaryFor(filepath.ToSlash(name)))
	f, err := r.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if keep && err == nil {
		err = f.Chmod(mode) // past the umask
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = r.root.Rename(tmp, name)
	}
	if err != nil {
		_ = r.root.Remove(tmp) // the first error says it all
	}
	return err
}

// MkdirAll makes a directory and those above.
func (r *Root) MkdirAll(p string) error {
	return named(r.root.MkdirAll(filepath.FromSlash(p), 0o777), p)
}

// Remove removes a file, a link or an empty directory.
func (r *Root) Remove(p string) error { return named(r.root.Remove(filepath.FromSlash(p)), p) }

// Journal opens a file that lines are added to as a run goes on.
func (r *Root) Journal(p string) (*os.File, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(p), os.O_WRONLY|os.O_CREATE|os.O_APPEND|nonblock, 0o666)
	if err != nil {
		return nil, named(err, p)
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, named(ErrNotRegular, p)
	}
	return f, nil
}

// Remove removes a file of kdoc's own, outside of any tree.
func Remove(name string) error { return os.Remove(name) }

// Write replaces a file that the user named, or one of kdoc's own, outside of
// any tree. It is written as Root.Write does, but links are followed wherever
// they lead, and what is not a regular file, such as a pipe, is written to.
func Write(name string, data []byte) (changed bool, err error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return false, err
		}
		_, err = f.Write(data)
		return true, errors.Join(err, f.Close())
	}
	root, err := OpenRoot(filepath.Dir(name))
	if err != nil {
		return false, err
	}
	defer root.Close()
	return root.Write(filepath.Base(name), data)
}
