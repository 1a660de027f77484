package workers

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Starts returns the functions and methods of a package that set something going
// for others, in the order of the files: exported ones that can be told to stop,
// and those whose name says that they run something, also of types that only an
// interface makes known. They are what a program calls to run a component.
func Starts(p *walk.Package) (out []string) {
	var all []Func
	byName := map[string][]int{} // without receiver
	for _, f := range p.GoFiles() {
		for _, fn := range Of(f) {
			name := fn.Name[strings.LastIndexByte(fn.Name, '.')+1:]
			byName[name] = append(byName[name], len(all))
			all = append(all, fn)
		}
	}
	for i, fn := range all {
		called := fn.Stops && exported(fn.Name) || runs(fn.Name)
		if called && leadsToWork(all, byName, i) {
			out = append(out, fn.Name)
		}
	}
	return out
}

// Registers reports whether a package, when it is imported, hands functions of its
// own to another: what is kept there is called through an interface, and the
// program that takes it in need not name it.
func Registers(p *walk.Package) bool {
	own := map[string]bool{"": true} // literals are
	var handed []string
	for _, f := range p.GoFiles() {
		for _, fn := range Of(f) {
			own[fn.Name] = true
			handed = append(handed, fn.Hands...)
		}
	}
	return slices.ContainsFunc(handed, func(name string) bool { return own[name] })
}

// leadsToWork follows mentions from one function until one works. Which of
// several methods of a name is meant is not known; any will do.
func leadsToWork(all []Func, byName map[string][]int, from int) bool {
	seen := map[int]bool{from: true}
	todo := []int{from}
	for len(todo) > 0 {
		f := &all[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		if f.Works {
			return true
		}
		for _, m := range f.Mentions {
			for _, i := range byName[m] {
				if !seen[i] {
					seen[i] = true
					todo = append(todo, i)
				}
			}
		}
	}
	return false
}

// runs reports whether a name says that something goes on until it is stopped.
func runs(name string) bool {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "Run", "Start", "Serve":
		return true
	}
	return false
}

func exported(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if !ast.IsExported(part) {
			return false
		}
	}
	return true
}
