package walk

import (
	"errors"
	"fmt"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// A keep is a pack of its own for values that are large and that few commands
// ask for, so that the others need not read them.
type keep struct {
	once sync.Once
	pack *cache.Pack
}

func (t *Tree) keepPack() *cache.Pack {
	if t.pack == nil {
		return nil
	}
	t.keep.once.Do(func() { t.keep.pack = t.opts.Cache.Pack(t.Dir + "\x00kept") })
	return t.keep.pack
}

// Keep puts a value into the cache under a key of which it is a function: all
// that the value depends on must be in the key. Unlike what Remember stores it
// outlives changes of the tree. Without a cache Keep does nothing. It may be
// called by several goroutines at once.
func (t *Tree) Keep(key []byte, section string, value []byte) {
	if p := t.keepPack(); p != nil {
		p.Put(cache.Sum(key), section, value)
	}
}

// Kept returns a value that was kept under the key.
func (t *Tree) Kept(key []byte, section string) (string, bool) {
	p := t.keepPack()
	if p == nil {
		return "", false
	}
	h := cache.Sum(key)
	value, ok := p.Get(h, section)
	if ok {
		p.Use([]cache.Hash{h})
	}
	return value, ok
}

// close saves what was kept.
func (k *keep) close() error {
	if k.pack == nil {
		return nil
	}
	return k.pack.Save()
}

// Cached reports whether the tree has a cache, so that Keep is of use.
func (t *Tree) Cached() bool { return t.pack != nil }

// Digest stands for the content of a file. It is known only if the tree has a
// cache.
func (f *File) Digest() (string, bool) { return string(f.hash[:]), f.hashed }

// Source reads the text of a Go file.
func (t *Tree) Source(f *File) ([]byte, error) {
	b, err := t.src.Read(f.entry, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", f.Path, source.Cause(err))
	}
	return b, nil
}

// closeCache saves both packs.
func (t *Tree) closeCache() error {
	if t.pack == nil {
		return nil
	}
	return errors.Join(t.pack.Save(), t.keep.close())
}
