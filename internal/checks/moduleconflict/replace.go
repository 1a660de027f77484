package moduleconflict

import (
	"fmt"
	"path"
	"slices"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// A replacement is one line of a go.mod or go.work file.
type replacement struct {
	file string
	dir  string // of the file
	name string // of who replaces
	line *modfile.Replace
}

// target is what is taken, with directories relative to the tree.
func (r replacement) target() module.Version {
	if dir, ok := modgraph.Dir(r.dir, r.line); ok {
		return module.Version{Path: dir}
	}
	return r.line.New
}

func (r replacement) String() string {
	if modgraph.IsDir(r.line) {
		return r.line.New.Path
	}
	return r.line.New.Path + " " + r.line.New.Version
}

func of(m *walk.Module) []replacement {
	var out []replacement
	for _, r := range modgraph.Replaces(m) {
		out = append(out, replacement{m.GoModPath(), m.Dir, "module " + m.Path, r})
	}
	return out
}

func (c *checker) ofWork() []replacement {
	var out []replacement
	if c.Tree.Work != nil {
		for _, r := range c.Tree.Work.Replace {
			out = append(out, replacement{"go.work", workDir, "go.work", r})
		}
	}
	return out
}

// isPin reports whether a replacement chooses another version of the module it
// replaces, and nothing else.
func isPin(r *modfile.Replace) bool {
	return r.New.Path == r.Old.Path && r.New.Version != "" && r.Old.Version == ""
}

// pins reports pinned modules that are required at another version than they
// are pinned to: by the tree's root for everything built from here, by a module
// that stands alone for itself.
func (c *checker) pins() {
	for _, m := range c.Tree.Modules {
		if m.GoMod == nil || m.Main && m.Dir != "." {
			continue
		}
		for _, r := range of(m) {
			if isPin(r.line) {
				c.pin(m, r)
			}
		}
	}
}

func (c *checker) pin(m *walk.Module, r replacement) {
	dep, to := r.line.Old.Path, r.line.New.Version
	modules := []*walk.Module{m}
	if m.Main {
		modules = c.mains
	}
	var others []requirement
	for _, o := range modules {
		if req := modgraph.Require(o, dep); req != nil && req.Mod.Version != to && !isPlaceholder(req.Mod.Version) {
			others = append(others, requirement{o, req})
		}
	}
	if len(others) == 0 {
		return
	}
	who := others[0].module.Path
	if others[0].module == m {
		who = "itself"
	}
	d := at(checks.Diagnostic{
		Symbol:  m.Path + " pins " + dep,
		Message: fmt.Sprintf("module %s pins %s to %s, but %s requires %s", m.Path, dep, to, who, others[0].line.Mod.Version),
		Remedy:  "bring pin and requirements to one version, or drop the pin: it holds for builds from here and for nobody who requires the module",
	}, r.file, r.line.Syntax)
	for _, o := range others {
		d.Related = append(d.Related, requires(o))
	}
	c.Report(d)
}

// replacements reports modules that two files of the tree replace by different
// things.
func (c *checker) replacements() {
	first := map[module.Version]replacement{}
	reported := map[module.Version]bool{}
	all := c.ofWork()
	for _, m := range c.mains {
		all = append(all, of(m)...)
	}
	for _, r := range all {
		old, seen := first[r.line.Old]
		if !seen {
			first[r.line.Old] = r
			continue
		}
		if old.target() == r.target() || reported[r.line.Old] || c.dangling(old) || c.dangling(r) {
			continue
		}
		reported[r.line.Old] = true
		c.Report(at(checks.Diagnostic{
			Symbol:  r.line.Old.Path + " replaced",
			Message: fmt.Sprintf("%s replaces %s by %s, but %s replaces it by %s", r.name, r.line.Old, r, old.name, old),
			Remedy:  "replace it by the same thing everywhere, so that it does not matter where a build is started",
			Related: []checks.Related{related(old.file, old.line.Syntax, old.name+" replaces it here")},
		}, r.file, r.line.Syntax))
	}
}

// dangling reports whether a replacement leads to a directory of the tree without
// a go.mod, which is reported by itself.
func (c *checker) dangling(r replacement) bool {
	dir, ok := modgraph.Dir(r.dir, r.line)
	return ok && !c.Tree.Exists(path.Join(dir, "go.mod"))
}

// directories reports replacements by, and workspace entries of, directories
// that hold no module or another one than the line says.
func (c *checker) directories() {
	all := c.ofWork()
	for _, m := range c.Tree.Modules {
		all = append(all, of(m)...)
	}
	for _, r := range all {
		dir, ok := modgraph.Dir(r.dir, r.line)
		if !ok {
			continue
		}
		i := slices.IndexFunc(c.Tree.Modules, func(m *walk.Module) bool { return m.Dir == dir })
		d := checks.Diagnostic{Symbol: r.name + " replaces " + r.line.Old.Path}
		switch {
		case i >= 0 && c.Tree.Modules[i].Path == r.line.Old.Path, i < 0 && c.Tree.Exists(path.Join(dir, "go.mod")):
			continue
		case i >= 0 && c.Tree.Modules[i].GoMod != nil:
			d.Message = fmt.Sprintf("%s replaces %s by %s, which holds module %s", r.name, r.line.Old.Path, r.line.New.Path, c.Tree.Modules[i].Path)
			d.Remedy = "correct the directory: a replacement must declare the path of what it replaces"
		default:
			d.Message = fmt.Sprintf("%s replaces %s by %s, which has no go.mod", r.name, r.line.Old.Path, r.line.New.Path)
			d.Remedy = "correct the directory, or remove the replacement"
		}
		c.Report(at(d, r.file, r.line.Syntax))
	}
	if c.Tree.Work == nil {
		return
	}
	for _, u := range c.Tree.Work.Use {
		dir, ok := modgraph.Dir(workDir, &modfile.Replace{New: modVersion(u.Path)})
		if !ok || c.Tree.Exists(path.Join(dir, "go.mod")) {
			continue
		}
		c.Report(at(checks.Diagnostic{
			Symbol:  "go.work uses " + u.Path,
			Message: fmt.Sprintf("go.work uses %s, which has no go.mod", u.Path),
			Remedy:  "correct the directory, or remove the line: every go command in the workspace fails",
		}, "go.work", u.Syntax))
	}
}
