package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A Root is a directory of which nothing outside is read or written. Paths are
// relative to it and slash-separated. It may be used by several goroutines.
type Root struct {
	dir  string // absolute, links resolved
	root *os.Root
	fast fastDir
}

// OpenRoot opens a directory. Close it.
func OpenRoot(dir string) (*Root, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, err
	}
	return &Root{dir: abs, root: root, fast: openFastDir(root)}, nil
}

// MakeRoot opens a directory, and makes it and those above if need be.
func MakeRoot(dir string) (*Root, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return OpenRoot(dir)
}

// MakePrivateRoot is MakeRoot for directories of kdoc's own: nobody else may look
// into those that it makes.
func MakePrivateRoot(dir string) (*Root, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return OpenRoot(dir)
}

// MakeRoot opens a directory below the root, and makes it and those above if
// need be.
func (r *Root) MakeRoot(p string) (*Root, error) {
	if _, err := r.Resolve(p); errors.Is(err, ErrLinkLeaves) {
		return nil, err // os.Root says so less clearly
	}
	if err := r.MkdirAll(p); err != nil {
		return nil, err
	}
	rel, err := r.Resolve(p)
	if err != nil {
		return nil, err
	}
	root, err := r.root.OpenRoot(filepath.FromSlash(rel))
	if err != nil {
		return nil, named(err, p)
	}
	return &Root{dir: filepath.Join(r.dir, filepath.FromSlash(rel)), root: root, fast: openFastDir(root)}, nil
}

// Dir returns the directory's absolute path, its links resolved.
func (r *Root) Dir() string { return r.dir }

// Close lets go of the directory.
func (r *Root) Close() error {
	r.fast.close()
	return r.root.Close()
}

// Resolve follows the links in a path to where the file or directory is, "." for
// the root. Links that leave the root are ErrLinkLeaves, even if they lead
// nowhere.
func (r *Root) Resolve(p string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(p)) {
		return "", named(ErrPathLeaves, p)
	}
	real, err := filepath.EvalSymlinks(filepath.Join(r.dir, filepath.FromSlash(p)))
	if err != nil {
		return "", named(linkError(err), p)
	}
	rel, ok := r.inside(real)
	if !ok {
		return "", named(ErrLinkLeaves, p)
	}
	return rel, nil
}

// linkError is an error of filepath.EvalSymlinks, which has one of no type.
func linkError(err error) error {
	pe, no := (*fs.PathError)(nil), syscall.Errno(0)
	if errors.As(err, &pe) || errors.As(err, &no) {
		return err
	}
	return ErrLinkLoop
}

// inside returns the path relative to the root of an absolute path with its
// links resolved.
func (r *Root) inside(real string) (string, bool) {
	rel, err := filepath.Rel(r.dir, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// Contains returns the path below the root that a path of the machine names, as
// it is written: a link below the root is below it, wherever it leads.
func (r *Root) Contains(name string) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	home, err := os.Stat(r.dir)
	if err != nil {
		return "", false
	}
	// The way to the root may have links of its own, so names are not compared.
	for dir := abs; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, home) {
			rel, err := filepath.Rel(dir, abs)
			return filepath.ToSlash(rel), err == nil
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// ReadFile returns the content of a file.
func (r *Root) ReadFile(p string) ([]byte, error) {
	if name := filepath.FromSlash(p); filepath.IsLocal(name) {
		if out, ok := r.fast.read(name, nil); ok {
			return out, nil
		}
	}
	rel, err := r.Resolve(p)
	if err != nil {
		return nil, err
	}
	b, err := r.Append(rel, nil)
	return b, named(err, p)
}

// Open opens a regular file, for a reader with a limit of its own.
func (r *Root) Open(p string) (io.ReadCloser, error) {
	rel, err := r.Resolve(p)
	if err != nil {
		return nil, err
	}
	f, err := r.root.OpenFile(filepath.FromSlash(rel), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, named(err, p)
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, named(ErrNotRegular, p)
	}
	return f, nil
}

// Append appends the content of a file to buf. There may be no absolute links
// in the path; see Resolve.
func (r *Root) Append(p string, buf []byte) ([]byte, error) {
	if out, ok := r.fast.read(filepath.FromSlash(p), buf); ok {
		return out, nil
	}
	f, err := r.root.OpenFile(filepath.FromSlash(p), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return buf, named(err, p)
	}
	defer f.Close()
	buf, err = appendRegular(f, buf, MaxSize)
	return buf, named(err, p)
}

// ReadDir lists a directory in the order that the system gives. There may be no
// absolute links in the path; see Resolve.
func (r *Root) ReadDir(p string) ([]fs.DirEntry, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(p), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, named(err, p)
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	return list, named(err, p)
}

// Stat describes what a path leads to. There may be no absolute links in it; see
// Resolve.
func (r *Root) Stat(p string) (fs.FileInfo, error) {
	info, err := r.root.Stat(filepath.FromSlash(p))
	return info, named(err, p)
}

// IsRegular reports whether a path leads to a regular file below the root.
func (r *Root) IsRegular(p string) bool {
	rel, err := r.Resolve(p)
	if err != nil {
		return false
	}
	info, err := r.Stat(rel)
	return err == nil && info.Mode().IsRegular()
}

// notThere reports whether an error says that there is no such file, and not
// that it may not be looked at.
func notThere(err error) bool { return errors.Is(err, fs.ErrNotExist) }
