package xref

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// An Index is what all own files of a tree refer to, from both ends.
type Index struct {
	// Checked is how many packages had to be looked at, for want of facts from
	// earlier runs.
	Checked int

	tree  *walk.Tree
	files map[*walk.File]*File
	list  []*walk.File // those with facts, by path

	ids    map[Symbol]int32
	places [][]Place // by id
	// The uses of symbol i are uses[starts[i]:starts[i+1]].
	starts []int32
	uses   []use

	satisfies satisfied
}

// A Place is where a symbol is declared. It has several if files for different
// platforms declare it.
type Place struct {
	File *walk.File
	Def  *Def
}

// use is a Ref by position: of the file in the list, and in the file.
type use struct{ file, ref int32 }

// A Use is one reference to a symbol.
type Use struct {
	File *walk.File
	Ref  *Ref
	// In is the declaration the reference stands in, nil for none.
	In *Def
}

func newIndex(tree *walk.Tree, own []*walk.Package, files [][]*File) *Index {
	x := &Index{tree: tree, files: map[*walk.File]*File{}, ids: map[Symbol]int32{}}
	for i, p := range own {
		for j, f := range p.Files {
			x.files[f] = files[i][j]
			x.list = append(x.list, f)
			x.define(p, f)
		}
	}
	x.invert()
	return x
}

// define enters the declarations of a file, those of active files first.
func (x *Index) define(p *walk.Package, f *walk.File) {
	o := Of(f)
	if o == nil || x.tree.Package(p.ImportPath) != p {
		return
	}
	for i := range o.Defs {
		s := Symbol{p.ImportPath, o.Defs[i].Name}
		id, ok := x.ids[s]
		if !ok {
			id = int32(len(x.places))
			x.ids[s] = id
			x.places = append(x.places, nil)
		}
		at := Place{f, &o.Defs[i]}
		if f.Active && len(x.places[id]) > 0 && !x.places[id][0].File.Active {
			x.places[id] = slices.Insert(x.places[id], 0, at)
		} else {
			x.places[id] = append(x.places[id], at)
		}
	}
}

// invert sorts the references by what they refer to.
func (x *Index) invert() {
	x.starts = make([]int32, len(x.places)+1)
	ids := make([][]int32, len(x.list))
	for i, f := range x.list {
		file := x.files[f]
		ids[i] = make([]int32, len(file.Symbols))
		for j, s := range file.Symbols {
			if id, ok := x.ids[s]; ok {
				ids[i][j] = id
			} else {
				ids[i][j] = -1
			}
		}
		for _, r := range file.Refs {
			if r.Symbol != Local && ids[i][r.Symbol] >= 0 {
				x.starts[ids[i][r.Symbol]+1]++
			}
		}
	}
	for i := 1; i < len(x.starts); i++ {
		x.starts[i] += x.starts[i-1]
	}
	x.uses = make([]use, x.starts[len(x.places)])
	next := slices.Clone(x.starts)
	for i, f := range x.list {
		for j, r := range x.files[f].Refs {
			if r.Symbol == Local || ids[i][r.Symbol] < 0 {
				continue
			}
			id := ids[i][r.Symbol]
			x.uses[next[id]] = use{int32(i), int32(j)}
			next[id]++
		}
	}
}

// File returns what the identifiers of an own file mean, nil for other files.
func (x *Index) File(f *walk.File) *File { return x.files[f] }

// Places returns where a symbol is declared; the file that the documented
// platform builds comes first. It is nil for what is not declared in the tree.
func (x *Index) Places(s Symbol) []Place {
	id, ok := x.ids[s]
	if !ok {
		return nil
	}
	return x.places[id]
}

// Uses returns the references to a symbol, by package and file. Its declaration
// is none.
func (x *Index) Uses(s Symbol) []Use {
	id, ok := x.ids[s]
	if !ok {
		return nil
	}
	var out []Use
	for _, u := range x.uses[x.starts[id]:x.starts[id+1]] {
		f := x.list[u.file]
		r := &x.files[f].Refs[u.ref]
		out = append(out, Use{f, r, Of(f).At(int(r.Offset))})
	}
	return out
}

// Count returns how many references there are to a symbol.
func (x *Index) Count(s Symbol) int {
	id, ok := x.ids[s]
	if !ok {
		return 0
	}
	return int(x.starts[id+1] - x.starts[id])
}

// Calls returns the symbols that a function calls, in the order in which it first
// does: package-level functions and methods of the tree.
func (x *Index) Calls(at Place) []Symbol {
	file := x.files[at.File]
	if file == nil {
		return nil
	}
	var out []Symbol
	first, _ := slices.BinarySearchFunc(file.Refs, at.Def.Offset, func(r Ref, offset int) int { return int(r.Offset) - offset })
	seen := map[int32]bool{}
	for _, r := range file.Refs[first:] {
		if int(r.Offset) >= at.Def.End {
			break
		}
		if r.Call && !seen[r.Symbol] {
			seen[r.Symbol] = true
			if s := file.Symbols[r.Symbol]; x.Places(s) != nil {
				out = append(out, s)
			}
		}
	}
	return out
}

// Owner returns the symbol of the type that a member belongs to, or s itself.
func (s Symbol) Owner() Symbol {
	top, _, _ := strings.Cut(s.Name, ".")
	return Symbol{s.Package, top}
}
