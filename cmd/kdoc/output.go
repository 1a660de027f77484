package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// writeFile replaces the file of a name that the user gave, atomically. What is a
// link is written where it points to, unless that leads out of the checkout it is
// in.
func (a *app) writeFile(ctx context.Context, name string, data []byte) error {
	dir, rel, ok := source.Enclosing(name)
	if ok {
		return a.writeBelow(ctx, dir, rel, data)
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := files.Write(name, data)
	return unwritable(name, err)
}

// writeBelow replaces a file of a tree.
func (a *app) writeBelow(ctx context.Context, dir, rel string, data []byte) error {
	root, err := files.OpenRoot(dir)
	if err != nil {
		return unwritable(dir, err)
	}
	defer root.Close()
	_, err = a.replace(ctx, root, rel, data)
	return unwritable(displayPath(filepath.Join(dir, filepath.FromSlash(rel))), err)
}

// removeBelow removes a file of a tree.
func (a *app) removeBelow(ctx context.Context, dir, rel string) error {
	root, err := files.OpenRoot(dir)
	if err != nil {
		return unwritable(dir, err)
	}
	defer root.Close()
	a.writing.Lock()
	defer a.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return unwritable(displayPath(filepath.Join(dir, filepath.FromSlash(rel))), root.Remove(rel))
}

// replace replaces a file below a root. It reports whether the file changed.
func (a *app) replace(ctx context.Context, root *files.Root, name string, data []byte) (changed bool, err error) {
	a.writing.Lock()
	defer a.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return false, err
	}
	return root.Write(name, data)
}

// unwritable says which output could not be written, in the exit code too.
func unwritable(name string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	for { // the paths in these are relative to a root nobody sees
		pe := (*fs.PathError)(nil)
		if !errors.As(err, &pe) {
			break
		}
		err = pe.Err
	}
	if errors.Is(err, files.ErrLinkLeaves) {
		err = fmt.Errorf("%w: name the place itself, or remove the link", err)
	}
	return &exitError{exitUsage, fmt.Errorf("cannot write %s: %w", name, err)}
}

// writeOutput writes to the file of -o, or to standard output without one.
func (a *app) writeOutput(ctx context.Context, file string, write func(io.Writer) error) error {
	if file == "" || file == "-" {
		return write(a.stdout)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return a.writeFile(ctx, file, b.Bytes())
}

// manifestName is the file that lists what an output directory was given. It
// marks the directory as ours.
const manifestName = ".kdoc-manifest"

// manifestHead is the first line of a manifest; a path per line follows.
const manifestHead = "kdoc output 1: files listed here are overwritten by the next run"

// An outputDir is a directory of generated files.
type outputDir struct {
	app     *app
	dir     string
	root    *files.Root
	before  map[string]bool // files of earlier runs
	written map[string]bool
	journal *os.File
	keys    *fileKeys // nil remembers nothing

	// Changed, Same and Pruned count files.
	Changed, Same, Pruned int
}

// openOutput opens a directory for writing, and makes it if need be. A
// directory that has files but was not made by kdoc is refused unless force is
// set.
func (a *app) openOutput(dir string, force bool) (*outputDir, error) {
	root, err := makeRoot(dir)
	if err != nil {
		return nil, unwritable(dir, err)
	}
	d := &outputDir{app: a, dir: dir, root: root, before: map[string]bool{}, written: map[string]bool{}}
	if err := d.readManifest(force); err != nil {
		root.Close()
		return nil, err
	}
	// What is about to be written is noted down first, so that an interrupted
	// run's files are known to the next.
	d.journal, err = root.Journal(manifestName)
	if err == nil && len(d.before) == 0 {
		if info, statErr := d.journal.Stat(); statErr == nil && info.Size() == 0 {
			_, err = fmt.Fprintln(d.journal, manifestHead)
		}
	}
	if err != nil {
		root.Close()
		return nil, unwritable(filepath.Join(dir, manifestName), err)
	}
	return d, nil
}

// makeRoot opens a directory that the user named, and makes it if need be. In a
// checkout, links that leave it are refused.
func makeRoot(dir string) (*files.Root, error) {
	at, rel, ok := source.Enclosing(dir)
	if !ok {
		return files.MakeRoot(dir)
	}
	root, err := files.OpenRoot(at)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.MakeRoot(rel)
}

func (d *outputDir) readManifest(force bool) error {
	text, err := d.root.ReadFile(manifestName)
	if err == nil && strings.HasPrefix(string(text), "kdoc output ") {
		for _, line := range strings.Split(string(text), "\n")[1:] {
			if filepath.IsLocal(filepath.FromSlash(line)) {
				d.before[line] = true
			}
		}
		return nil
	}
	entries, err := d.root.ReadDir(".")
	if err != nil {
		return unwritable(d.dir, err)
	}
	if len(entries) > 0 && !force {
		return &exitError{exitUsage, fmt.Errorf("%s is not empty and was not written by kdoc: name another directory, or use --force to write into it", d.dir)}
	}
	return nil
}

// write writes one file.
func (d *outputDir) write(ctx context.Context, f render.File) error {
	name := path.Clean(f.Path)
	if !filepath.IsLocal(filepath.FromSlash(name)) || name == "." || name == manifestName || strings.ContainsAny(name, "\r\n") {
		return fmt.Errorf("refusing to write %q below %s", f.Path, d.dir)
	}
	if d.written[name] {
		return fmt.Errorf("two outputs are named %s: please report this defect of kdoc", name)
	}
	d.written[name] = true
	if !d.before[name] {
		if _, err := fmt.Fprintln(d.journal, name); err != nil {
			return unwritable(filepath.Join(d.dir, manifestName), err)
		}
	}
	if dir := path.Dir(name); dir != "." {
		if err := d.root.MkdirAll(dir); err != nil {
			return unwritable(filepath.Join(d.dir, dir), err)
		}
	}
	changed, err := d.app.replace(ctx, d.root, name, f.Data)
	if err != nil {
		return unwritable(filepath.Join(d.dir, name), err)
	}
	if changed {
		d.Changed++
	} else {
		d.Same++
	}
	return nil
}

// finish writes the manifest. If prune is set, files of earlier runs that this
// one did not write are removed, and what killed runs left half written;
// otherwise they stay and stay listed.
func (d *outputDir) finish(ctx context.Context, prune bool) error {
	var stale, names []string
	for name := range d.before {
		if !d.written[name] {
			stale = append(stale, name)
		}
	}
	slices.Sort(stale)
	if prune {
		for _, name := range stale {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := d.remove(name); err != nil {
				return unwritable(filepath.Join(d.dir, name), err)
			}
		}
		stale = nil
		d.sweep(slices.Collect(maps.Keys(d.written)))
	}
	for name := range d.written {
		names = append(names, name)
	}
	names = append(names, stale...)
	slices.Sort(names)
	d.journal.Close()
	text := manifestHead + "\n" + strings.Join(names, "\n") + "\n"
	_, err := d.app.replace(ctx, d.root, manifestName, []byte(text))
	return unwritable(filepath.Join(d.dir, manifestName), err)
}

// remove deletes a file and the directories that are empty without it.
func (d *outputDir) remove(name string) error {
	if err := d.root.Remove(name); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	d.Pruned++
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if d.root.Remove(dir) != nil {
			break // not empty
		}
	}
	return nil
}

// close lets go of the directory, whether or not finish was reached.
func (d *outputDir) close() {
	d.journal.Close()
	d.root.Close()
}

// writeFiles writes a set of files into a directory in one go.
func (a *app) writeFiles(ctx context.Context, dir string, files []render.File, force, prune bool) (*outputDir, error) {
	d, err := a.openOutput(dir, force)
	if err != nil {
		return nil, err
	}
	defer d.close()
	for _, f := range files {
		if err := d.write(ctx, f); err != nil {
			return nil, err
		}
	}
	return d, d.finish(ctx, prune)
}
