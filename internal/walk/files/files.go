// Package files is how kdoc reads and writes files. Nothing else opens one, but
// for the few packages that a test names (internal/files_test.go).
//
// A tree is not trusted: it may hold links to /etc/shadow, pipes that nobody
// writes to, and files that grow without end. A Root therefore reads and writes
// below one directory and nowhere else. Links inside of it are followed, links
// that leave it are refused by name, only regular files are read, and never more
// than a limit. Whoever exchanges a directory for a link meanwhile gains
// nothing: each path is opened relative to the directory above (os.Root).
//
// Files of kdoc's own, of the Go toolchain and of the module cache are read with
// Read, which differs from a Root in that links are followed. What the user
// named on the command line is read with ReadNamed, which takes pipes as well.
package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// MaxSize is the size in bytes of the largest file that is read. The largest
// Go file of a Kubernetes tree is under 4 MB; beyond this limit a file is data.
const MaxSize = 64 << 20

// Reasons why a file is refused.
var (
	ErrTooLarge   = errors.New("file is larger than 64 MiB")
	ErrNotRegular = errors.New("is not a regular file")
	ErrLinkLeaves = errors.New("link leads out of the tree")
	ErrLinkLoop   = errors.New("link goes round in circles")
	ErrPathLeaves = errors.New("path leads out of the tree")
)

// Read returns the content of a regular file outside of any tree.
func Read(name string) ([]byte, error) { return ReadUpTo(name, MaxSize) }

// ReadUpTo is Read with another limit, in bytes.
func ReadUpTo(name string, limit int64) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := appendRegular(f, nil, limit)
	return b, named(err, name)
}

// ReadNamed returns the content of a file that the user named on the command
// line. It may be a pipe, as with /dev/stdin, and is bounded all the same.
func ReadNamed(name string) ([]byte, error) {
	f, err := OpenNamed(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := appendBounded(f, nil, MaxSize)
	return b, named(err, name)
}

// OpenNamed opens a file that the user named on the command line, for a reader
// with a limit of its own.
func OpenNamed(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, named(errors.New("is a directory"), name)
	}
	return f, nil
}

// ReadDir lists a directory outside of any tree, sorted by name.
func ReadDir(dir string) ([]fs.DirEntry, error) { return os.ReadDir(dir) }

// Below lists the regular files in and below a directory outside of any tree, by
// their slash-separated paths relative to it. What cannot be listed is not there.
func Below(dir string) (out []string) {
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if rel, err := filepath.Rel(dir, name); err == nil {
				out = append(out, filepath.ToSlash(rel))
			}
		}
		return nil
	})
	return out
}

// appendRegular appends what is in a file to buf.
func appendRegular(f *os.File, buf []byte, limit int64) ([]byte, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return buf, err
	case !info.Mode().IsRegular():
		return buf, ErrNotRegular
	case info.Size() > limit:
		return buf, ErrTooLarge
	}
	return appendBounded(f, slices.Grow(buf, int(info.Size())+1), limit)
}

// appendBounded reads to the end of a file, wherever that is, but not past the
// limit: the size that a file had a moment ago binds nobody.
func appendBounded(r io.Reader, buf []byte, limit int64) ([]byte, error) {
	start := len(buf)
	for {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, max(512, cap(buf)))
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)-start) > limit:
			return buf[:start], ErrTooLarge
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf[:start], err
		}
	}
}

// named is an error with the path that its reader knows the file by.
func named(err error, name string) error {
	if err == nil {
		return nil
	}
	op := "open"
	for { // paths in these may be relative to a root that nobody sees
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			op, err = pe.Op, pe.Err
		} else if le := (*os.LinkError)(nil); errors.As(err, &le) {
			op, err = le.Op, le.Err
		} else {
			break
		}
	}
	if op == "openat" || op == "lstat" {
		op = "open" // which is what was wanted
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
