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
func (k *fileKeys) holds(f render.File, info fs.FileInfo) bool {
	if k == nil || f.Key == "" {
		return false
	}
	m, ok := k.before[f.Path]
	if !ok || m.Key != f.Key || m.Size != info.Size() || m.Mtime != info.ModTime().UnixNano() || !info.Mode().IsRegular() {
		return false
	}
	k.now[f.Path] = m
	return true
}

// made notes what a file was made of.
func (k *fileKeys) made(f render.File, info fs.FileInfo) {
	if k != nil && f.Key != "" {
		k.now[f.Path] = madeFile{f.Key, info.Size(), info.ModTime().UnixNano()}
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

// add writes a file, at once or with the batch. One that is there already is not
// made.
func (b *batch) add(ctx context.Context, f render.File) error {
	if f.Make == nil {
		return b.dir.write(ctx, f)
	}
	name := path.Clean(f.Path)
	if b.dir.before[name] && !b.dir.written[name] {
		if info, err := b.dir.root.Stat(name); err == nil && b.dir.keys.holds(f, info) {
			b.dir.written[name] = true
			b.dir.Same++
			return nil
		}
	}
	if b.files = append(b.files, f); len(b.files) < batchSize {
		return nil
	}
	return b.flush(ctx)
}

// flush makes and writes what is left.
func (b *batch) flush(ctx context.Context) error {
	files := b.files
	b.files = b.files[:0]
	errs := make([]error, len(files))
	if err := walk.Each(ctx, len(files), func(i int) { files[i].Data, errs[i] = files[i].Make() }); err != nil {
		return err
	}
	for i, f := range files {
		if errs[i] != nil {
			return errs[i]
		}
		if err := b.dir.write(ctx, f); err != nil {
			return err
		}
		if info, err := b.dir.root.Stat(path.Clean(f.Path)); err == nil {
			b.dir.keys.made(f, info)
		}
	}
	return nil
}
