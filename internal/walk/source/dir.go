package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A dirSource reads a directory.
type dirSource struct {
	root string // absolute, links resolved
}

func (s *dirSource) Rev() string { return "" }

func (s *dirSource) Close() error { return nil }

func (s *dirSource) ReadFile(p string) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(p)) {
		return nil, &fs.PathError{Op: "open", Path: p, Err: errors.New("path leads out of the tree")}
	}
	full := filepath.Join(s.root, filepath.FromSlash(p))
	real, err := filepath.EvalSymlinks(full)
	if err != nil {
		return nil, relError(err, p)
	}
	if _, ok := s.inside(real); !ok {
		return nil, &fs.PathError{Op: "open", Path: p, Err: errors.New("link leads out of the tree")}
	}
	b, err := readRegular(real)
	return b, relError(err, p)
}

// readRegular reads a file, unless it is too large or none: reading a pipe may
// take forever.
func readRegular(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("is not a regular file")}
	case info.Size() > MaxFileSize:
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrTooLarge}
	}
	return os.ReadFile(name)
}

// relError replaces the machine's path in an error by the tree's.
func relError(err error, p string) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return &fs.PathError{Op: pe.Op, Path: p, Err: pe.Err}
	}
	return err
}

func (s *dirSource) Read(e Entry, buf []byte) ([]byte, error) {
	f, err := os.Open(filepath.Join(s.root, filepath.FromSlash(e.contentPath())))
	if err != nil {
		return buf, relError(err, e.Path)
	}
	defer f.Close()
	buf = slices.Grow(buf, int(e.Size)+1)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return buf, relError(err, e.Path)
		}
		if len(buf) > MaxFileSize {
			return buf, &fs.PathError{Op: "read", Path: e.Path, Err: ErrTooLarge}
		}
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, cap(buf))
		}
	}
}

// inside returns the path relative to the tree of an absolute path with its
// links resolved.
func (s *dirSource) inside(real string) (string, bool) {
	rel, err := filepath.Rel(s.root, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
