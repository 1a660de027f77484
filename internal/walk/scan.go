package walk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// A Scan is a tree that has been listed and not yet read. It can tell whether
// anything has changed since a value was remembered for the tree, and is what
// Open goes on from if so. Either Open or Close it.
type Scan struct {
	tree *Tree
	list *source.Listing
	now  string // see digest; "" if not known
}

// Start does the first part of Open: it finds the tree and lists its files.
func Start(ctx context.Context, opts Options) (*Scan, error) {
	build, err := newBuildConfig(opts.Platforms, opts.Tags)
	if err != nil {
		return nil, err
	}
	src, dir, err := source.Open(ctx, source.Place{Dir: opts.Dir, Exact: opts.Exact})
	if err != nil {
		return nil, err
	}
	t := &Tree{Dir: dir, Rev: src.Rev(), Build: build, src: src, opts: opts}
	list, err := src.List(ctx, opts.Vendor)
	if err != nil {
		src.Close()
		return nil, err
	}
	if opts.Cache != nil {
		t.pack = opts.Cache.Pack(dir)
	}
	t.list = list
	return &Scan{tree: t, list: list}, nil
}

// Dir returns the absolute path of the tree's root.
func (s *Scan) Dir() string { return s.tree.Dir }

// Open does the rest of Open and takes the scan over.
func (s *Scan) Open(ctx context.Context) (*Tree, error) {
	if err := s.tree.read(ctx, s.list); err != nil {
		s.Close()
		return nil, err
	}
	return s.tree, nil
}

// Close lets go of a scan that is not opened.
func (s *Scan) Close() { s.tree.src.Close() }

// Recall returns what Tree.Remember last stored under key, if nothing that the
// value may depend on has changed: the files there are, the content of each Go
// file, and that of every other file that was read. The caller's key must stand
// for all the rest, such as its own version and settings.
func (s *Scan) Recall(key string) ([]byte, bool) {
	t := s.tree
	if t.pack == nil {
		return nil, false
	}
	m, ok := t.pack.Get(t.memoKey(key), memoSection)
	if !ok {
		return nil, false
	}
	d := NewDecoder(m)
	digest := d.String()
	for range d.Len() {
		path, hash := d.String(), d.String()
		if d.err == nil && t.contentHash(path) != hash {
			return nil, false
		}
	}
	value := d.String()
	if d.Err() != nil || digest != s.digest() {
		return nil, false
	}
	t.pack.Use([]cache.Hash{t.memoKey(key)})
	return []byte(value), true
}

// Remember stores a value that was derived from the tree; see Scan.Recall. It is
// kept when the tree is closed. Without a cache, or if a file of the tree could
// not be read, nothing is stored.
func (t *Tree) Remember(key string, value []byte) {
	if t.pack == nil {
		return
	}
	hashes := make(map[string]cache.Hash, len(t.files))
	for _, f := range t.files {
		if f.hashed {
			hashes[f.Path] = f.hash
		}
	}
	digest, ok := t.digest(func(e source.Entry) (cache.Hash, bool) {
		h, ok := hashes[e.Path]
		return h, ok
	})
	if !ok {
		return
	}
	b := AppendString(nil, digest)
	paths := t.reads.paths()
	b = AppendInt(b, len(paths))
	for _, p := range paths {
		b = AppendString(AppendString(b, p), t.contentHash(p))
	}
	t.pack.Put(t.memoKey(key), memoSection, AppendString(b, string(value)))
}

const memoSection = "memo@1"

// memoKey is the place of a value in the pack. There is one per key, so a tree
// that changes often does not fill the cache.
func (t *Tree) memoKey(key string) cache.Hash {
	return cache.Sum(fmt.Appendf(nil, "%s %q %q %v %q", memoSection, t.Build.Platforms, t.Build.Tags, t.opts.Vendor, key))
}

// contentHash returns the hash of a file as it is now, or "" if it cannot be
// read.
func (t *Tree) contentHash(path string) string {
	b, err := t.src.ReadFile(path)
	if err != nil {
		return ""
	}
	h := cache.Sum(b)
	return string(h[:])
}

// digest returns the digest of the tree as it is on disk, "" if some file was
// not seen before.
func (s *Scan) digest() string {
	if s.now == "" {
		s.now, _ = s.tree.digest(func(e source.Entry) (cache.Hash, bool) { return s.tree.pack.Lookup(e.Identity()) })
	}
	return s.now
}

// digest stands for the files there are, the content of the Go files, and what
// went wrong while listing.
func (t *Tree) digest(hash func(source.Entry) (cache.Hash, bool)) (string, bool) {
	sum := sha256.New()
	for _, e := range t.list.Entries {
		fmt.Fprintf(sum, "%s\x00%s\x00", e.Path, e.Real)
		if !strings.HasSuffix(e.Path, ".go") {
			continue
		}
		if e.Size > source.MaxFileSize {
			fmt.Fprintf(sum, "%d", e.Size)
			continue
		}
		h, ok := hash(e)
		if !ok {
			return "", false
		}
		sum.Write(h[:])
	}
	for _, from := range slices.Sorted(maps.Keys(t.list.Links)) {
		fmt.Fprintf(sum, "link %s\x00%s\x00", from, t.list.Links[from])
	}
	for _, e := range sortErrors(faults(t.list)) {
		fmt.Fprintf(sum, "%q", e.Error())
	}
	return string(sum.Sum(nil)), true
}

// A readLog notes which files were asked for by path.
type readLog struct {
	mu       sync.Mutex
	seen     map[string]bool
	pointers map[string]bool // those that are Git LFS pointers
}

func (l *readLog) add(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[path] = true
}

func (l *readLog) paths() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.seen))
}
