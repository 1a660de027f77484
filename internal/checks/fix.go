package checks

import (
	"bytes"
	"cmp"
	"fmt"
	"go/format"
	"path"
	"slices"
)

// A Change is what fixes make of one file.
type Change struct {
	Path     string
	Old, New []byte
}

// Fixed is the outcome of ApplyFixes.
type Fixed struct {
	// Changes are the files that become different, sorted by path.
	Changes []Change
	// Applied are the diagnostics whose fix is part of Changes; Conflicts those
	// whose fix touches what an earlier one changes, so that another run is
	// needed to apply it.
	Applied, Conflicts []Diagnostic
}

// ApplyFixes applies to the files read returns the first fix of each diagnostic
// that is at most of the given class. Fixes are taken whole or not at all. A Go
// file that was formatted as gofmt does stays so.
func ApplyFixes(read func(path string) ([]byte, error), ds []Diagnostic, class FixClass) (*Fixed, error) {
	out := new(Fixed)
	files := map[string]*editedFile{}
	for _, d := range ds {
		fix := wantedFix(d, class)
		if fix == nil {
			continue
		}
		for _, e := range fix.Edits {
			if files[e.Path] != nil {
				continue
			}
			src, err := read(e.Path)
			if err != nil {
				return nil, fmt.Errorf("reading %s to fix it: %w", e.Path, err)
			}
			files[e.Path] = &editedFile{src: src}
		}
		for _, e := range fix.Edits {
			if e.Start < 0 || e.End < e.Start || e.End > len(files[e.Path].src) {
				return nil, fmt.Errorf("%s: a fix of %s edits bytes %d to %d of %d: please report this defect of kdoc",
					e.Path, d.Check.Slug, e.Start, e.End, len(files[e.Path].src))
			}
		}
		if slices.ContainsFunc(fix.Edits, func(e Edit) bool { return files[e.Path].conflicts(e) }) {
			out.Conflicts = append(out.Conflicts, d)
			continue
		}
		for _, e := range fix.Edits {
			files[e.Path].add(e)
		}
		out.Applied = append(out.Applied, d)
	}
	for p, f := range files {
		c, err := f.change(p)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(c.Old, c.New) {
			out.Changes = append(out.Changes, c)
		}
	}
	slices.SortFunc(out.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return out, nil
}

func wantedFix(d Diagnostic, class FixClass) *Fix {
	for i := range d.Fixes {
		if d.Fixes[i].Class <= class {
			return &d.Fixes[i]
		}
	}
	return nil
}

// editedFile is a file and the edits accepted for it so far.
type editedFile struct {
	src   []byte
	edits []Edit
}

// conflicts reports whether e touches what another edit changes. The same edit
// twice is no conflict: two diagnostics may ask for it.
func (f *editedFile) conflicts(e Edit) bool {
	return slices.ContainsFunc(f.edits, func(o Edit) bool {
		if e == o {
			return false
		}
		if e.Start == e.End || o.Start == o.End { // an insertion may not touch
			return e.Start <= o.End && o.Start <= e.End
		}
		return e.Start < o.End && o.Start < e.End
	})
}

func (f *editedFile) add(e Edit) {
	if !slices.Contains(f.edits, e) {
		f.edits = append(f.edits, e)
	}
}

func (f *editedFile) change(p string) (Change, error) {
	slices.SortFunc(f.edits, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	var out []byte
	at := 0
	for _, e := range f.edits {
		out = append(out, f.src[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	out = append(out, f.src[at:]...)
	if path.Ext(p) != ".go" {
		return Change{p, f.src, out}, nil
	}
	old, err := format.Source(f.src)
	if err != nil {
		return Change{p, f.src, out}, nil // it did not parse before either
	}
	formatted, err := format.Source(out)
	if err != nil {
		return Change{}, fmt.Errorf("%s: the fixes would break the file, so nothing was changed: please report this defect of kdoc: %w", p, err)
	}
	if bytes.Equal(old, f.src) {
		out = formatted
	}
	return Change{p, f.src, out}, nil
}
