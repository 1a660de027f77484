package walk

import (
	"bufio"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/source"
	"golang.org/x/mod/modfile"
)

// findModules parses every go.mod, go.work and vendor/modules.txt, and decides
// which modules are built from here.
func (t *Tree) findModules() {
	t.modByDir = map[string]*Module{}
	t.readWork()
	for _, p := range t.byBase["go.mod"] {
		t.addModule(path.Dir(p))
	}
	t.addLinkedModules()
	t.markMain()
	for _, m := range t.Modules {
		m.Vendor = t.readVendor(m)
	}
	slices.SortFunc(t.Modules, func(a, b *Module) int { return strings.Compare(sortDir(a), sortDir(b)) })
	t.reportClashes()
}

func sortDir(m *Module) string {
	if m.Dir == "." {
		return ""
	}
	return m.Dir
}

func (t *Tree) readWork() {
	if !t.Exists("go.work") {
		return
	}
	b, err := t.ReadFile("go.work")
	if err == nil {
		t.Work, err = modfile.ParseWork("go.work", b, nil)
	}
	if err != nil && !errors.Is(err, ErrPointer) {
		t.Errors = append(t.Errors, modError("go.work", err))
	}
}

func (t *Tree) addModule(dir string) {
	m := &Module{Dir: dir}
	b, err := t.ReadFile(m.GoModPath())
	if err == nil {
		m.GoMod, err = source.ParseMod(m.GoModPath(), b)
		if m.GoMod == nil {
			m.Path = modfile.ModulePath(b)
		}
	}
	if err != nil && !errors.Is(err, ErrPointer) { // pointers are reported together
		t.Errors = append(t.Errors, modError(m.GoModPath(), err))
	}
	switch {
	case m.GoMod != nil && m.GoMod.Module != nil:
		m.Path = m.GoMod.Module.Mod.Path
	case err == nil && !m.fence(b):
		t.Errors = append(t.Errors, LoadError{Path: m.GoModPath(), Msg: "no module directive", Hint: "add \"module <path>\" as the first line"})
	}
	t.Modules = append(t.Modules, m)
	t.modByDir[dir] = m
}

// fence reports whether a go.mod without a module directive does what such a
// file is put below a root for: it keeps the go command of the module above out
// of a directory. Nothing but comments may stand in it.
func (m *Module) fence(src []byte) bool {
	if m.Dir == "." {
		return false
	}
	for line := range strings.Lines(string(src)) {
		if text, _, _ := strings.Cut(line, "//"); strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// modError takes the position out of a modfile error.
func modError(p string, err error) LoadError {
	e := LoadError{Path: p, Partial: true, Msg: "cannot read: " + source.Cause(err), Hint: "correct the file; see https://go.dev/ref/mod#go-mod-file"}
	var list modfile.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		e.Pos = Pos{list[0].Pos.Line, list[0].Pos.LineRune}
		e.Msg = "cannot parse: " + modCause(list[0]) + more(len(list)-1)
	}
	return e
}

// modCause is what a modfile error says without the place it repeats.
func modCause(e modfile.Error) string {
	msg := e.Err.Error()
	if e.Verb != "" {
		msg = e.Verb + " " + e.ModPath + ": " + msg
	}
	return msg
}

// addLinkedModules makes modules of directories that a vendor directory links
// to: in trees older than go.mod files that is all there is to tell a staging
// module by.
func (t *Tree) addLinkedModules() {
	for link, dir := range t.links {
		if !inVendor(link) || t.modByDir[dir] != nil || t.nearModule(dir) {
			continue
		}
		_, importPath := cutVendor(link)
		m := &Module{Path: importPath, Dir: dir, Main: true}
		t.Modules = append(t.Modules, m)
		t.modByDir[dir] = m
	}
}

// nearModule reports whether a directory above dir has a go.mod, other than the
// root's.
func (t *Tree) nearModule(dir string) bool {
	for d := dir; d != "."; d = path.Dir(d) {
		if t.modByDir[d] != nil {
			return true
		}
	}
	return t.modByDir["."] != nil && t.modByDir["."].GoMod != nil
}

// markMain decides Main and Staging.
func (t *Tree) markMain() {
	root := t.modByDir["."]
	if root != nil {
		root.Main = true
		if root.GoMod != nil {
			for _, r := range root.GoMod.Replace {
				if r.New.Version == "" {
					t.take(".", r.New.Path)
				}
			}
		}
	}
	if t.Work != nil {
		for _, u := range t.Work.Use {
			t.take(".", u.Path)
		}
		for _, r := range t.Work.Replace {
			if r.New.Version == "" {
				t.take(".", r.New.Path)
			}
		}
	}
	for _, m := range t.Modules {
		if root == nil && t.Work == nil {
			m.Main = true // a repository of modules side by side
		}
		m.Staging = m.Main && m.Dir != "." && (slices.Contains(strings.Split(m.Dir, "/"), "staging") || strings.HasSuffix("/"+m.Dir, "/src/"+m.Path))
	}
}

// joinDir joins a directory of the tree and a path of a go.mod.
func joinDir(dir, rel string) string { return path.Join(dir, filepath.ToSlash(rel)) }

// take marks the module in a local directory as built from here.
func (t *Tree) take(base, local string) {
	if m := t.modByDir[joinDir(base, local)]; m != nil {
		m.Main = true
	}
}

// reportClashes reports modules that claim one path.
func (t *Tree) reportClashes() {
	first := map[string]*Module{}
	for _, m := range t.Modules {
		if m.Path == "" {
			continue
		}
		old := first[m.Path]
		if old == nil {
			first[m.Path] = m
			continue
		}
		e := LoadError{Path: m.GoModPath(), Msg: fmt.Sprintf("module path %s is also claimed by %s", m.Path, old.GoModPath()),
			Hint: "give each module of the tree a path of its own"}
		if m.GoMod != nil && m.GoMod.Module.Syntax != nil {
			e.Pos = Pos{m.GoMod.Module.Syntax.Start.Line, m.GoMod.Module.Syntax.Start.LineRune}
		}
		t.Errors = append(t.Errors, e)
	}
}

// nameModules gives a path to what has none, and a module to Go files outside
// every module, after the headers were read.
func (t *Tree) nameModules() {
	for _, m := range t.Modules {
		if m.Path == "" {
			m.Path = t.guessPath(m.Dir)
		}
	}
	if t.modByDir["."] == nil && t.hasLoosePackages() {
		m := &Module{Path: t.guessPath("."), Dir: ".", Main: true}
		t.modByDir["."] = m
		t.Modules = append([]*Module{m}, t.Modules...)
		t.Errors = append(t.Errors, LoadError{Path: "go.mod",
			Msg:  fmt.Sprintf("no go.mod in the root of the tree; taking it for module %q", m.Path),
			Hint: "run kdoc on the directory that holds go.mod, or create one with \"go mod init\""})
	}
	t.Name = t.displayName()
	if m := t.modByDir["."]; m != nil {
		t.Name = m.Path
	}
	if tooLarge := slices.ContainsFunc(t.Errors, func(e LoadError) bool { return e.Partial && source.IsGo(path.Base(e.Path)) }); len(t.byDir) == 0 && !tooLarge {
		t.Errors = append(t.Errors, LoadError{Path: "", Partial: true, Msg: "no Go files in the tree", Hint: "name the root of a Go checkout"})
	}
}

func (t *Tree) hasLoosePackages() bool {
	for dir, p := range t.byDir {
		if !p.Vendored && t.ModuleOf(dir) == nil {
			return true
		}
	}
	return false
}

// guessPath finds the path of a module that does not state it: the prefix that
// most imports of the tree put before one of its directories.
func (t *Tree) guessPath(modDir string) string {
	votes := map[string]int{}
	for _, p := range t.byDir {
		for _, f := range p.Files {
			for _, im := range f.Header.Imports {
				for i := strings.Index(im.Path, "/"); i >= 0; {
					dir := path.Join(modDir, im.Path[i+1:])
					if q := t.byDir[dir]; q != nil && !q.Vendored {
						votes[im.Path[:i]]++
					}
					j := strings.Index(im.Path[i+1:], "/")
					if j < 0 {
						break
					}
					i += 1 + j
				}
			}
		}
	}
	best := path.Base(filepath.ToSlash(t.Dir))
	if modDir != "." {
		best = path.Base(modDir)
	}
	for prefix, n := range votes {
		if n > votes[best] || n == votes[best] && n > 0 && prefix < best {
			best = prefix
		}
	}
	return best
}

// ignored reports whether an ignore directive of a go.mod covers dir.
// Source: https://go.dev/ref/mod#go-mod-file-ignore
func (t *Tree) ignored(dir string) bool {
	m := t.ModuleOf(dir)
	if m == nil || m.GoMod == nil {
		return false
	}
	rel := "/" + relDir(m.Dir, dir) + "/"
	for _, ig := range m.GoMod.Ignore {
		if rooted, ok := strings.CutPrefix(ig.Path, "./"); ok {
			if strings.HasPrefix(rel, "/"+rooted+"/") {
				return true
			}
		} else if strings.Contains(rel, "/"+ig.Path+"/") {
			return true
		}
	}
	return false
}

// readVendor parses vendor/modules.txt of a module.
// Format: https://go.dev/ref/mod#vendoring
func (t *Tree) readVendor(m *Module) []VendoredModule {
	p := path.Join(m.Dir, "vendor", "modules.txt")
	if !t.Exists(p) {
		return nil
	}
	b, err := t.ReadFile(p)
	if err != nil {
		t.Errors = append(t.Errors, LoadError{Path: p, Msg: "cannot read: " + source.Cause(err), Hint: "run \"go mod vendor\""})
		return nil
	}
	out := []VendoredModule{}
	lines := bufio.NewScanner(strings.NewReader(string(b)))
	lines.Buffer(nil, len(b)+1)
	for n := 1; lines.Scan(); n++ {
		out = vendorLine(out, lines.Text(), n)
	}
	return out
}

func vendorLine(list []VendoredModule, line string, n int) []VendoredModule {
	if rest, ok := strings.CutPrefix(line, "## "); ok {
		if len(list) > 0 {
			last := &list[len(list)-1]
			for _, part := range strings.Split(rest, ";") {
				part = strings.TrimSpace(part)
				last.Explicit = last.Explicit || part == "explicit"
				if v, ok := strings.CutPrefix(part, "go "); ok {
					last.GoVersion = v
				}
			}
		}
		return list
	}
	if rest, ok := strings.CutPrefix(line, "# "); ok {
		left, right, replaced := strings.Cut(rest, " => ")
		v := VendoredModule{Pos: Pos{n, 3}}
		v.Path, v.Version, _ = strings.Cut(strings.TrimSpace(left), " ")
		if replaced {
			v.ReplacedPath, v.ReplacedVersion, _ = strings.Cut(strings.TrimSpace(right), " ")
		}
		return append(list, v)
	}
	if line = strings.TrimSpace(line); line != "" && line[0] != '#' && len(list) > 0 {
		last := &list[len(list)-1]
		last.Packages = append(last.Packages, line)
	}
	return list
}
