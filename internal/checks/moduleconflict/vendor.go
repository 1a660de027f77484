package moduleconflict

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// vendoring compares every vendor/modules.txt with the go.mod files it was made
// from, by the rules the go command builds with -mod=vendor by.
// Rules: https://go.dev/ref/mod#vendoring
func (c *checker) vendoring() {
	for _, m := range c.Tree.Modules {
		if m.Vendor == nil || m.GoMod == nil {
			continue
		}
		v := &vendored{checker: c, txt: path.Join(m.Dir, "vendor/modules.txt"), dir: m.Dir, modules: []*walk.Module{m}}
		if m.Dir == workDir && c.Tree.Work != nil || v.isWorkspace() {
			v.mode(m)
		}
		if !v.work && (m.GoMod.Go == nil || older(m.GoMod.Go.Version, "1.14")) {
			continue // what modules.txt has to say was less then
		}
		v.read(m.Vendor)
		v.requirements()
		v.explicit()
		v.replaced()
		v.notReplaced()
	}
}

// vendored compares one modules.txt.
type vendored struct {
	*checker
	txt     string
	dir     string         // above vendor
	modules []*walk.Module // whose vendor directory it is
	work    bool           // the modules are those of go.work

	meta map[module.Version]*meta
	list []module.Version // the keys of meta, in file order
	// byPath is the version of each module that packages are taken from.
	byPath map[string]module.Version
}

// meta is what modules.txt says about one version of a module.
type meta struct {
	explicit    bool
	replacement module.Version
	packages    int
	pos         walk.Pos
}

func (v *vendored) read(entries []walk.VendoredModule) {
	v.meta, v.byPath = map[module.Version]*meta{}, map[string]module.Version{}
	for _, e := range entries {
		key := module.Version{Path: e.Path, Version: e.Version}
		m := v.meta[key]
		if m == nil {
			m = &meta{pos: e.Pos}
			v.meta[key] = m
			v.list = append(v.list, key)
		}
		m.explicit = m.explicit || e.Explicit
		m.packages += len(e.Packages)
		if e.ReplacedPath != "" {
			m.replacement = module.Version{Path: e.ReplacedPath, Version: e.ReplacedVersion}
		}
		if e.Version != "" {
			v.byPath[e.Path] = key
		}
	}
}

// isWorkspace reports whether modules.txt was made by "go work vendor".
func (v *vendored) isWorkspace() bool {
	data, err := v.ReadFile(v.txt)
	if err != nil {
		return false
	}
	line, _, _ := strings.Cut(string(data), "\n")
	note, ok := strings.CutPrefix(strings.TrimSpace(line), "## ")
	for part := range strings.SplitSeq(note, ";") {
		if ok && strings.TrimSpace(part) == "workspace" {
			return true
		}
	}
	return false
}

// mode settles whose vendor directory it is, and reports one that the go command
// passes over because it was made for a workspace and there is none, or the
// other way round.
func (v *vendored) mode(m *walk.Module) {
	made := v.isWorkspace()
	v.work = made && m.Dir == workDir && v.Tree.Work != nil
	switch {
	case v.work:
		v.modules = nil
		for _, o := range v.Tree.Modules {
			if v.used[o] {
				v.modules = append(v.modules, o)
			}
		}
	case made:
		v.Report(checks.Diagnostic{
			Path: v.txt, Pos: walk.Pos{Line: 1, Col: 1}, Symbol: v.txt + " workspace",
			Message: fmt.Sprintf("%s was made for a workspace, but there is no go.work beside it: builds pass over the vendor directory", v.txt),
			Remedy:  "run \"go mod vendor\"",
		})
	default:
		v.Report(checks.Diagnostic{
			Path: v.txt, Pos: walk.Pos{Line: 1, Col: 1}, Symbol: v.txt + " workspace",
			Message: fmt.Sprintf("%s was made for the root module alone, but there is a go.work: builds pass over the vendor directory", v.txt),
			Remedy:  "run \"go work vendor\", or build with GOWORK=off",
			Related: v.workLine(),
		})
	}
}

// command is what brings modules.txt up to date.
func (v *vendored) command() string {
	if v.work {
		return "run \"go work vendor\""
	}
	if v.dir == "." {
		return "run \"go mod vendor\""
	}
	return fmt.Sprintf("run \"go mod vendor\" in %s", v.dir)
}

// requirements checks that everything required is marked as explicit.
func (v *vendored) requirements() {
	seen := map[module.Version]bool{}
	for _, m := range v.modules {
		for _, r := range modgraph.Requires(m) {
			if e := v.meta[r.Mod]; e != nil && e.explicit || seen[r.Mod] {
				continue
			}
			seen[r.Mod] = true
			d := checks.Diagnostic{
				Symbol: v.txt + " " + r.Mod.Path,
				Remedy: v.command() + " after checking which of the two is right",
			}
			has := v.byPath[r.Mod.Path]
			switch {
			case v.meta[r.Mod] != nil:
				d.Message = fmt.Sprintf("%s requires %s %s, which %s does not mark as explicit", m.Path, r.Mod.Path, r.Mod.Version, v.txt)
				has = r.Mod
			case has.Path != "":
				d.Message = fmt.Sprintf("%s requires %s %s, but %s has %s", m.Path, r.Mod.Path, r.Mod.Version, v.txt, has.Version)
			default:
				d.Message = fmt.Sprintf("%s requires %s %s, which is missing from %s", m.Path, r.Mod.Path, r.Mod.Version, v.txt)
				d.Remedy = v.command()
			}
			if has.Path != "" {
				d.Related = []checks.Related{{Path: v.txt, Pos: v.meta[has].pos, Message: "vendored here"}}
			}
			v.Report(at(d, m.GoModPath(), r.Syntax))
		}
	}
}

// explicit checks that what is marked as explicit is required. A version that
// differs from the required one was reported with the requirement.
func (v *vendored) explicit() {
	for _, key := range v.list {
		e := v.meta[key]
		if !e.explicit || e.packages == 0 || v.required(key.Path) {
			continue
		}
		v.Report(checks.Diagnostic{
			Path: v.txt, Pos: e.pos, Symbol: v.txt + " " + key.Path,
			Message: fmt.Sprintf("%s marks %s %s as explicit, but no go.mod it was made from requires it", v.txt, key.Path, key.Version),
			Remedy:  v.command(),
		})
	}
}

func (v *vendored) required(modulePath string) bool {
	for _, m := range v.modules {
		if modgraph.Require(m, modulePath) != nil {
			return true
		}
	}
	return false
}

// replacing returns all replacements that count, go.work's first.
func (v *vendored) replacing() []replacement {
	var out []replacement
	if v.work {
		out = v.ofWork()
	}
	for _, m := range v.modules {
		out = append(out, of(m)...)
	}
	return out
}

// effective returns the replacement that applies to a version of a module.
func (v *vendored) effective(mod module.Version) (replacement, bool) {
	if v.work && mod.Version == "" && v.used[v.own.Module(mod.Path)] {
		return replacement{}, false // the workspace takes its modules as they are
	}
	var files [][]replacement
	if v.work {
		files = append(files, v.ofWork())
	}
	for _, m := range v.modules {
		files = append(files, of(m))
	}
	for _, rs := range files {
		lines := make([]*modfile.Replace, len(rs))
		for i, r := range rs {
			lines[i] = r.line
		}
		if best := modgraph.Replacement(lines, mod.Path, mod.Version); best != nil {
			for _, r := range rs {
				if r.line == best {
					return r, true
				}
			}
		}
	}
	return replacement{}, false
}

// replaced checks that modules.txt knows every replacement.
func (v *vendored) replaced() {
	seen := map[module.Version]bool{}
	for _, r := range v.replacing() {
		if seen[r.line.Old] {
			continue
		}
		seen[r.line.Old] = true
		eff, ok := v.effective(r.line.Old)
		if !ok {
			continue
		}
		e := v.meta[r.line.Old]
		if e != nil && v.same(eff, e.replacement) {
			continue
		}
		d := checks.Diagnostic{Symbol: v.txt + " replaces " + r.line.Old.Path, Remedy: v.command()}
		if e == nil || e.replacement.Path == "" {
			d.Message = fmt.Sprintf("%s replaces %s by %s, which %s does not say", eff.name, r.line.Old, eff, v.txt)
		} else {
			d.Message = fmt.Sprintf("%s replaces %s by %s, but %s says %s", eff.name, r.line.Old, eff, v.txt, e.replacement)
			d.Related = []checks.Related{{Path: v.txt, Pos: e.pos, Message: "replaced here"}}
		}
		v.Report(at(d, eff.file, eff.line.Syntax))
	}
}

// same reports whether modules.txt records a replacement as it is. Directories
// are written relative to the one above vendor.
func (v *vendored) same(r replacement, recorded module.Version) bool {
	if r.line.New == recorded {
		return true
	}
	if recorded.Version != "" || recorded.Path == "" {
		return false
	}
	dir, ok := modgraph.Dir(r.dir, r.line)
	here, in := modgraph.Dir(v.dir, &modfile.Replace{New: recorded})
	return v.work && ok && in && dir == here
}

// notReplaced checks that every replacement of modules.txt is still there.
func (v *vendored) notReplaced() {
	for _, key := range v.list {
		e := v.meta[key]
		if e.replacement.Path == "" {
			continue
		}
		if _, ok := v.effective(key); !ok {
			v.Report(checks.Diagnostic{
				Path: v.txt, Pos: e.pos, Symbol: v.txt + " replaces " + key.Path,
				Message: fmt.Sprintf("%s says that %s is replaced by %s, which no file it was made from says", v.txt, key, e.replacement),
				Remedy:  v.command(),
			})
		}
	}
}
