// Package cache keeps facts about files between runs.
//
// A Store is a directory of packs, one per tree. A pack maps the hash of a
// file's content to facts about it, and, as a shortcut, a path's file times to
// that hash. Facts depend on content alone, so nothing in a pack is ever stale:
// a wrong hit would need two contents with one SHA-256. Packs are replaced
// whole by renaming, so readers and writers of several processes never see half
// a pack. Deleting the directory at any time is safe.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// DefaultMaxBytes is the size a store is kept below.
const DefaultMaxBytes = 1 << 30

const packSuffix = ".pack"

// A Store is a cache directory.
type Store struct {
	dir      string
	maxBytes int64
	build    string
	now      func() time.Time
}

// Open returns the store in dir, which is created when the first pack is saved.
// A maxBytes of 0 means DefaultMaxBytes.
func Open(dir string, maxBytes int64) *Store {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	return &Store{dir: dir, maxBytes: maxBytes, now: time.Now}
}

// WithClock returns the store with another idea of the time, by which it tells
// whether a file was written too recently to be trusted. Tests have no time to
// let files grow old.
func (s *Store) WithClock(now func() time.Time) *Store {
	clone := *s
	clone.now = now
	return &clone
}

// ForBuild returns the store with packs of its own for a build of the program, so
// that what another build made of a file is never taken for what this one would.
func (s *Store) ForBuild(build string) *Store {
	clone := *s
	clone.build = build
	return &clone
}

// Dir returns the directory.
func (s *Store) Dir() string { return s.dir }

// MaxBytes returns the size the store is kept below.
func (s *Store) MaxBytes() int64 { return s.maxBytes }

// Pack loads the pack of the tree with the given identity (any string that is
// the same for the same tree, such as its absolute path).
func (s *Store) Pack(identity string) *Pack {
	sum := sha256.Sum256([]byte(s.build + "\x00" + identity))
	p := &Pack{
		store: s, name: hex.EncodeToString(sum[:12]) + packSuffix, start: s.now(),
		records: map[Hash]*record{}, stats: map[string]statEntry{},
		newRecs: map[Hash]*record{}, newStats: map[string]statEntry{}, used: map[Hash]bool{},
	}
	p.load(filepath.Join(s.dir, p.name))
	return p
}

// Info says what a store holds.
type Info struct {
	Packs int
	Bytes int64
}

// Info counts packs and bytes. A missing directory is an empty store.
func (s *Store) Info() (Info, error) {
	packs, err := s.packs()
	info := Info{Packs: len(packs)}
	for _, f := range packs {
		info.Bytes += f.Size()
	}
	return info, err
}

// Clear removes every pack, and temporary files left by killed processes.
// Nothing else in the directory is touched.
func (s *Store) Clear() error {
	list, err := files.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, d := range list {
		if strings.HasSuffix(d.Name(), packSuffix) || files.IsTemporary(d.Name()) {
			err = errors.Join(err, files.Remove(filepath.Join(s.dir, d.Name())))
		}
	}
	return err
}

// packs returns the pack files, least recently written first.
func (s *Store) packs() ([]fs.FileInfo, error) {
	list, err := files.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []fs.FileInfo
	for _, d := range list {
		if !strings.HasSuffix(d.Name(), packSuffix) {
			continue
		}
		if info, err := d.Info(); err == nil {
			out = append(out, info)
		}
	}
	slices.SortStableFunc(out, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	return out, err
}

// write replaces a pack and then removes the oldest others until the store fits.
func (s *Store) write(name string, b []byte) error {
	root, err := files.MakePrivateRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.Replace(name, b); err != nil {
		return err
	}
	s.evict(name)
	return nil
}

// abandoned is the age at which a temporary file is taken to be a killed
// process's.
const abandoned = time.Hour

// evict ignores errors: another process may be evicting too.
func (s *Store) evict(keep string) {
	list, _ := files.ReadDir(s.dir)
	for _, d := range list {
		if info, err := d.Info(); err == nil && files.IsTemporary(d.Name()) && s.now().Sub(info.ModTime()) > abandoned {
			_ = files.Remove(filepath.Join(s.dir, d.Name()))
		}
	}
	packs, _ := s.packs()
	var total int64
	for _, f := range packs {
		total += f.Size()
	}
	for _, f := range packs {
		if total <= s.maxBytes {
			return
		}
		if f.Name() != keep && files.Remove(filepath.Join(s.dir, f.Name())) == nil {
			total -= f.Size()
		}
	}
}
