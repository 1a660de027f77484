package walk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// maxFileSize is the largest file that is read. The largest Go file of a
// Kubernetes tree is under 4 MB; beyond this limit a file is data, not source.
const maxFileSize = 64 << 20

// A source is where the bytes of a tree come from.
type source interface {
	// list returns every file of the tree.
	list(ctx context.Context, vendor bool) (*listing, error)
	// read appends a listed file's content to buf.
	read(e entry, buf []byte) ([]byte, error)
	// readFile returns a file by its path.
	readFile(path string) ([]byte, error)
	close() error
}

// A listing is the files of a tree, sorted by path.
type listing struct {
	entries []entry
	links   map[string]string // directory links that stay in the tree
	errs    []LoadError
}

// An entry is one regular file, or a link to one inside the tree.
type entry struct {
	path string
	real string // where the content is, if not at path
	size int64
	// stat identifies the content without reading it: file times and inode, or
	// a git object id in oid. Zero if nothing can be trusted.
	stat cache.Stat
	oid  string
}

func (e entry) contentPath() string {
	if e.real != "" {
		return e.real
	}
	return e.path
}

// skipDir reports whether the go command ignores a directory of this name.
func skipDir(name string) bool {
	return name == "testdata" || name[0] == '_' || name[0] == '.'
}

// isSource reports whether the go command may take a file of this name for Go
// source. It passes over _x.go and .x.go, whatever is in them, and so do we:
// editors leave such files behind (.#x.go).
func isSource(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.'
}

// vendorLinkDepth is how deep below a vendor directory links are looked for
// when vendored packages are not wanted: host/organisation/repository.
const vendorLinkDepth = 3

// A dirSource reads a directory.
type dirSource struct {
	root string // absolute, links resolved
}

func (s *dirSource) close() error { return nil }

func (s *dirSource) readFile(p string) ([]byte, error) {
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
	case info.Size() > maxFileSize:
		return nil, &fs.PathError{Op: "open", Path: name, Err: errTooLarge}
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

var errTooLarge = errors.New("file is larger than 64 MiB")

func (s *dirSource) read(e entry, buf []byte) ([]byte, error) {
	f, err := os.Open(filepath.Join(s.root, filepath.FromSlash(e.contentPath())))
	if err != nil {
		return buf, relError(err, e.path)
	}
	defer f.Close()
	buf = slices.Grow(buf, int(e.size)+1)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return buf, relError(err, e.path)
		}
		if len(buf) > maxFileSize {
			return buf, &fs.PathError{Op: "read", Path: e.path, Err: errTooLarge}
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

// A lister walks directories with a few goroutines that share a stack of the
// directories still to read.
type lister struct {
	s      *dirSource
	vendor bool

	mu      sync.Mutex
	more    *sync.Cond
	stack   []dirTask
	running int
	out     listing
}

type dirTask struct {
	dir string
	// linksOnly is how many levels of a vendor directory are still looked at
	// for links and nothing else; 0 lists everything.
	linksOnly int
}

func (s *dirSource) list(ctx context.Context, vendor bool) (*listing, error) {
	l := &lister{s: s, vendor: vendor, stack: []dirTask{{dir: "."}}}
	l.more = sync.NewCond(&l.mu)
	l.out.links = map[string]string{}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() { l.work(ctx) })
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(l.out.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	return &l.out, nil
}

func (l *lister) work(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		for len(l.stack) == 0 && l.running > 0 {
			l.more.Wait()
		}
		if len(l.stack) == 0 || ctx.Err() != nil {
			l.more.Broadcast()
			return
		}
		task := l.stack[len(l.stack)-1]
		l.stack = l.stack[:len(l.stack)-1]
		l.running++
		l.mu.Unlock()
		found := l.readDir(task)
		l.mu.Lock()
		l.running--
		l.stack = append(l.stack, found.dirs...)
		l.out.entries = append(l.out.entries, found.entries...)
		l.out.errs = append(l.out.errs, found.errs...)
		for from, to := range found.links {
			l.out.links[from] = to
		}
		l.more.Broadcast()
	}
}

// found is what one directory holds.
type found struct {
	dirs    []dirTask
	entries []entry
	links   map[string]string
	errs    []LoadError
}

func (l *lister) readDir(task dirTask) (out found) {
	list, err := os.ReadDir(filepath.Join(l.s.root, filepath.FromSlash(task.dir)))
	if err != nil {
		out.errs = append(out.errs, LoadError{
			Path: task.dir, Partial: true,
			Msg:  "cannot list directory: " + cause(err),
			Hint: "make the directory readable, or leave it out of the tree",
		})
	}
	for _, d := range list {
		p := d.Name()
		if task.dir != "." {
			p = task.dir + "/" + p
		}
		switch mode := d.Type(); {
		case mode.IsDir():
			l.addDir(&out, task, p, d.Name())
		case mode&fs.ModeSymlink != 0:
			l.addLink(&out, task, p)
		case !mode.IsRegular():
			// Sockets, devices and pipes are no source.
		case task.linksOnly == 0 || d.Name() == "modules.txt":
			if !strings.HasSuffix(d.Name(), ".go") {
				// Few of the others are ever read; their size and times can wait.
				out.entries = append(out.entries, entry{path: p})
				continue
			}
			info, err := d.Info()
			if err != nil {
				out.errs = append(out.errs, vanished(p, err))
				continue
			}
			out.entries = append(out.entries, entry{path: p, size: info.Size(), stat: cache.StatOf(info)})
		}
	}
	return out
}

func (l *lister) addDir(out *found, task dirTask, p, name string) {
	switch {
	case skipDir(name):
	case task.linksOnly == 1:
	case task.linksOnly > 1:
		out.dirs = append(out.dirs, dirTask{p, task.linksOnly - 1})
	case name == "vendor" && !l.vendor:
		out.dirs = append(out.dirs, dirTask{p, vendorLinkDepth})
	default:
		out.dirs = append(out.dirs, dirTask{dir: p})
	}
}

// addLink records a link. Links to directories are remembered and never walked,
// links to files stand for the file, and links out of the tree are refused.
func (l *lister) addLink(out *found, task dirTask, p string) {
	full := filepath.Join(l.s.root, filepath.FromSlash(p))
	isGo := isSource(path.Base(p))
	if !isGo && strings.HasSuffix(p, ".go") {
		return
	}
	real, err := filepath.EvalSymlinks(full)
	if err != nil {
		out.errs = append(out.errs, LoadError{Path: p, Partial: isGo,
			Msg:  "link leads nowhere: " + linkCause(err),
			Hint: "repair or remove the link"})
		return
	}
	rel, ok := l.s.inside(real)
	if !ok {
		out.errs = append(out.errs, LoadError{Path: p, Partial: isGo,
			Msg:  "link leads out of the tree and is not followed",
			Hint: "put the files into the tree, or remove the link"})
		return
	}
	info, err := os.Stat(real)
	if err != nil {
		out.errs = append(out.errs, vanished(p, err))
		return
	}
	if info.IsDir() {
		if out.links == nil {
			out.links = map[string]string{}
		}
		out.links[p] = rel
	} else if info.Mode().IsRegular() && task.linksOnly == 0 {
		out.entries = append(out.entries, entry{path: p, real: rel, size: info.Size(), stat: cache.StatOf(info)})
	}
}

func vanished(p string, err error) LoadError {
	return LoadError{Path: p, Partial: strings.HasSuffix(p, ".go"),
		Msg:  "cannot read: " + cause(err),
		Hint: "make the file readable, or run again if it was being replaced"}
}

// cause is an error's innermost text, without the operation and the path.
func cause(err error) string {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "it vanished while the tree was read"
	}
	return err.Error()
}

func linkCause(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "its target does not exist"
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return "it goes round in circles"
}
