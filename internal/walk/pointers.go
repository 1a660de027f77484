package walk

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// ErrPointer is the error of reading a file that Git LFS has left a pointer in
// the place of. The tree reports such files together; see Tree.Pointers.
var ErrPointer = errors.New("a Git LFS pointer stands in place of the content: get it with \"git lfs pull\"")

// pointer notes a file that is a Git LFS pointer.
func (l *readLog) pointer(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pointers == nil {
		l.pointers = map[string]bool{}
	}
	l.pointers[path] = true
}

// pointers lists, sorted, the Go files that are Git LFS pointers and the other
// files that turned out to be when they were read.
func (t *Tree) pointers() []string {
	var out []string
	for _, f := range t.files {
		if f.lfs {
			out = append(out, f.Path)
		}
	}
	t.reads.mu.Lock()
	out = append(out, slices.Collect(maps.Keys(t.reads.pointers))...)
	t.reads.mu.Unlock()
	slices.Sort(out)
	return slices.Compact(out)
}

func (t *Tree) pointerError(pointers []string) (LoadError, bool) {
	if len(pointers) == 0 {
		return LoadError{}, false
	}
	return LoadError{Path: pointers[0], Partial: true,
		Msg:  fmt.Sprintf("Git LFS pointer in place of the content (%d such files were to be read)", len(pointers)),
		Hint: "get the content with \"git lfs pull\""}, true
}

// LatePointers reports, in one error, the files that were found to be Git LFS
// pointers after the tree was opened, such as rule files that a check asked for;
// ok is false if there are none, or if opening has reported others.
func (t *Tree) LatePointers() (e LoadError, ok bool) {
	if t.saidPointers {
		return LoadError{}, false
	}
	return t.pointerError(t.pointers())
}
