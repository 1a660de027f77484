// Package source finds a tree, lists its files and reads them: from a directory,
// or from git's object database at a revision. Links are followed inside the
// tree and refused where they lead out of it.
package source

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// MaxFileSize is the size in bytes of the largest file that is read, from a
// directory or from git.
const MaxFileSize = files.MaxSize

// Reasons why a file cannot be read.
var (
	ErrTooLarge = files.ErrTooLarge
	// ErrMissingObject says that a partial or damaged clone lacks an object.
	ErrMissingObject = errors.New("its object is missing from this clone")
)

// A Source is where the bytes of a tree come from. All paths are relative to
// the tree's root and slash-separated.
type Source interface {
	// Rev is the full hash of the commit that is read, "" for a directory.
	Rev() string
	// List returns every file of the tree that may hold Go source or say
	// something of it. What lies in vendor directories is left out, but for
	// links and modules.txt, unless vendor is set.
	List(ctx context.Context, vendor bool) (*Listing, error)
	// Read appends a listed file's content to buf.
	Read(e Entry, buf []byte) ([]byte, error)
	// ReadFile returns a file by its path, listed or not.
	ReadFile(path string) ([]byte, error)
	Close() error
}

// A Listing is the files of a tree.
type Listing struct {
	Entries []Entry           // sorted by path
	Links   map[string]string // links to directories that stay in the tree: from, to
	Faults  []Fault           // in no order
}

// An Entry is one regular file, or a link to one inside the tree.
type Entry struct {
	Path string
	Real string // where the content is, if not at Path
	Size int64  // in bytes; 0 for files that are not Go source
	// Stat identifies the content without reading it: file times and inode, or
	// a git object id in OID. Zero if nothing can be trusted.
	Stat cache.Stat
	OID  string
}

func (e Entry) contentPath() string {
	if e.Real != "" {
		return e.Real
	}
	return e.Path
}

// Identity is what a cache knows an entry by: a path and its stat, or a git
// object, whose id already stands for its content.
func (e Entry) Identity() (string, cache.Stat) {
	if e.OID != "" {
		return "git:" + e.OID, cache.Stat{Size: 1}
	}
	return e.Path, e.Stat
}

// A Fault is something that could not be listed.
type Fault struct {
	Path string
	Msg  string // what is wrong
	Hint string // what to do about it
	// Partial reports whether Go source may be missing because of it.
	Partial bool
}

// skipDir reports whether the go command ignores a directory of this name.
func skipDir(name string) bool {
	return name == "testdata" || name[0] == '_' || name[0] == '.'
}

// IsGo reports whether the go command may take a file of this name for Go
// source. It passes over _x.go and .x.go, whatever is in them, and so do we:
// editors leave such files behind (.#x.go).
func IsGo(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.'
}

// vendorLinkDepth is how deep below a vendor directory links are looked for
// when vendored packages are not wanted: host/organisation/repository.
const vendorLinkDepth = 3

// Cause is an error's innermost text, without the operation and the path.
func Cause(err error) string {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "it vanished while the tree was read"
	}
	return err.Error()
}
