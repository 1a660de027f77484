package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// fileKeys remembers, in the cache of a tree, what the files of one output
// directory were made of, so that those that would come out the same need not be
// made again. A file that somebody else has touched since is made anew.
type fileKeys struct {
	tree   *walk.Tree
	name   []byte // of the directory, as a key of the cache
	before map[string]madeFile
	now    map[string]madeFile
}

// A madeFile is a file as it was left: what it was made of, and its stat.
type madeFile struct {
	Key         string
	Size, Mtime int64
}

const fileKeysSection = "output@1"

// newFileKeys returns what is remembered of a directory; nil without a cache.
func newFileKeys(tree *walk.Tree, dir string) *fileKeys {
	abs, err := filepath.Abs(dir)
	if err != nil || tree == nil || !tree.Cached() {
		return nil
	}
	k := &fileKeys{tree: tree, name: []byte("output " + abs), before: map[string]madeFile{}, now: map[string]madeFile{}}
	if b, ok := tree.Kept(k.name, fileKeysSection); ok && json.Unmarshal([]byte(b), &k.before) != nil {
		k.before = map[string]madeFile{}
	}
	return k
}

// holds reports whether a file is what it would be made into.
func (k *fileKeys) holds(name, key string, info fs.FileInfo) bool {
	if k == nil || key == "" {
		return false
	}
	m, ok := k.before[name]
	return ok && m.Key == key && m.Size == info.Size() && m.Mtime == info.ModTime().UnixNano() && info.Mode().IsRegular()
}

// made notes what a file was made of.
func (k *fileKeys) made(name, key string, info fs.FileInfo) {
	if k != nil && key != "" {
		k.now[name] = madeFile{key, info.Size(), info.ModTime().UnixNano()}
	}
}

// save keeps the notes for the next run.
func (k *fileKeys) save() {
	if k == nil || len(k.now) == 0 {
		return
	}
	if b, err := json.Marshal(k.now); err == nil { // plain values do not fail
		k.tree.Keep(k.name, fileKeysSection, b)
	}
}

// A batch makes files that can be made a few at a time, and writes them in their
// order.
type batch struct {
	dir   *outputDir
	files []render.File
}

// batchSize bounds the memory that files take which are made and not yet written.
const batchSize = 64

// add writes a file, at once or with the batch.
func (b *batch) add(ctx context.Context, f render.File) error {
	if f.Make == nil {
		return b.dir.write(ctx, f)
	}
	if b.files = append(b.files, f); len(b.files) < batchSize {
		return nil
	}
	return b.flush(ctx)
}

// A batched file is one of a batch while it is looked at.
type batched struct {
	key  string
	info fs.FileInfo // of the file that is there already and would come out the same
	err  error
}

// flush makes and writes what is left. Files that are there already and would come
// out the same are not made.
func (b *batch) flush(ctx context.Context) error {
	files := b.files
	b.files = b.files[:0]
	work := make([]batched, len(files))
	err := walk.Each(ctx, len(files), func(i int) {
		f, w := &files[i], &work[i]
		name := path.Clean(f.Path)
		w.key = f.Key()
		if b.dir.before[name] {
			if info, err := b.dir.root.Stat(name); err == nil && b.dir.keys.holds(f.Path, w.key, info) {
				w.info = info
				return
			}
		}
		f.Data, w.err = f.Make()
	})
	if err != nil {
		return err
	}
	for i, f := range files {
		name, w := path.Clean(f.Path), &work[i]
		switch {
		case w.err != nil:
			return w.err
		case w.info != nil && !b.dir.written[name]:
			b.dir.written[name] = true
			b.dir.Same++
		default:
			if err := b.dir.write(ctx, f); err != nil {
				return err
			}
			if w.info, err = b.dir.root.Stat(name); err != nil {
				continue // another run replaces it: this one knows nothing of it
			}
		}
		b.dir.keys.made(f.Path, w.key, w.info)
	}
	return nil
}
