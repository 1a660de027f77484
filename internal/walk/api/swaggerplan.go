package api

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// The generator of SwaggerDoc methods reads SwaggerSource of a package and
// writes SwaggerFile beside it.
const (
	SwaggerSource = "types.go"
	SwaggerFile   = "types_swagger_doc_generated.go"
)

// A SwaggerPlan says which files of a tree hold generated SwaggerDoc methods.
type SwaggerPlan struct {
	// Sources are what to generate from, by directory.
	Sources []SwaggerInput
	// Skipped are the paths of files beside the sources that declare types of the
	// API and are not read, because their names do not match.
	Skipped []string
	// Unknown are the group versions the tree lists but no package is.
	Unknown []string
	// Orphans are the paths of generated files that the tree's list does not
	// account for, Sourceless of those without a SwaggerSource beside them.
	Orphans, Sourceless []string
	// Frame is what the tree's script puts around the methods; nil if the tree
	// has no such script.
	Frame *SwaggerFrame
}

// A SwaggerInput is a package and the files of it that methods are generated for.
type SwaggerInput struct {
	Pkg   *walk.Package
	Files []*walk.File
}

// A SwaggerFrame is the text around the generated methods.
type SwaggerFrame struct {
	// License comes first, Head follows the package clause, Tail ends the file.
	License, Head, Tail string
}

// SwaggerPlan works out what to generate: the packages of the group versions
// that the tree's scripts list; without a list, those that have the file
// already. Directories in more are generated for in any case. The sources of a
// package are the files whose names match the pattern, as path.Match has it.
func (v *View) SwaggerPlan(more []string, pattern string) *SwaggerPlan {
	plan := &SwaggerPlan{Frame: swaggerFrame(v.Tree)}
	existing := map[string]*SwaggerInput{} // by directory of the source
	for _, p := range v.Tree.Packages {
		gen := fileIn(p, SwaggerFile)
		if gen == nil {
			continue
		}
		if src := inputOf(p, pattern); src != nil {
			existing[p.Dir] = src
		} else if fileIn(p, SwaggerSource) == nil {
			plan.Sourceless = append(plan.Sourceless, gen.Path)
		}
	}
	chosen := map[string]*SwaggerInput{}
	list := groupVersions(v.Tree)
	for _, gv := range list {
		if src := v.groupVersionSource(gv, pattern, existing); src != nil {
			chosen[src.Pkg.Dir] = src
		} else {
			plan.Unknown = append(plan.Unknown, gv)
		}
	}
	for dir, src := range existing {
		switch {
		case len(list) == 0:
			chosen[dir] = src
		case chosen[dir] == nil:
			plan.Orphans = append(plan.Orphans, path.Join(dir, SwaggerFile))
		}
	}
	for _, dir := range more {
		p := v.Tree.PackageIn(dir)
		if src := inputOf(p, pattern); src != nil {
			chosen[p.Dir] = src
		} else {
			plan.Unknown = append(plan.Unknown, dir)
		}
	}
	for _, src := range chosen {
		plan.Sources = append(plan.Sources, *src)
		plan.Skipped = append(plan.Skipped, v.unread(src)...)
	}
	slices.SortFunc(plan.Sources, func(a, b SwaggerInput) int { return strings.Compare(a.Pkg.Dir, b.Pkg.Dir) })
	slices.Sort(plan.Skipped)
	slices.Sort(plan.Orphans)
	slices.Sort(plan.Sourceless)
	return plan
}

// inputOf returns the files of a package whose names match and that have facts;
// nil if there are none.
func inputOf(p *walk.Package, pattern string) *SwaggerInput {
	if p == nil {
		return nil
	}
	in := &SwaggerInput{Pkg: p}
	for _, f := range p.Files {
		if ok, err := path.Match(pattern, f.Base()); err == nil && ok && !f.Test && FactsOf(f) != nil {
			in.Files = append(in.Files, f)
		}
	}
	if len(in.Files) == 0 {
		return nil
	}
	return in
}

// unread returns the other files of a package that declare types written as JSON.
func (v *View) unread(in *SwaggerInput) []string {
	pkg := v.Package(in.Pkg)
	if pkg == nil {
		return nil
	}
	var out []string
	for _, d := range pkg.Types {
		if d.Exported() && d.IsSerialised() && !slices.Contains(in.Files, d.File) && !slices.Contains(out, d.File.Path) {
			out = append(out, d.File.Path)
		}
	}
	return out
}

func fileIn(p *walk.Package, base string) *walk.File {
	if p != nil {
		for _, f := range p.Files {
			if f.Base() == base {
				return f
			}
		}
	}
	return nil
}

// groupVersionSource finds the source of a group version by what packages say
// of themselves, then by the end of their directory. Of several, one that has
// the generated file is meant.
func (v *View) groupVersionSource(gv, pattern string, existing map[string]*SwaggerInput) *SwaggerInput {
	for _, is := range []func(*Package) bool{
		func(p *Package) bool { return p.Path() == gv },
		func(p *Package) bool { return strings.HasSuffix("/"+p.Ref.Dir, "/"+gv) },
	} {
		var found []*SwaggerInput
		for _, p := range v.Packages {
			src := inputOf(p.Ref, pattern)
			if src == nil || !is(p) {
				continue
			}
			if existing[p.Ref.Dir] != nil {
				return src
			}
			found = append(found, src)
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// swaggerScripts are the scripts that generate the files, newest first.
var swaggerScripts = []string{"hack/update-codegen.sh", "hack/lib/swagger.sh", "hack/update-generated-swagger-docs.sh"}

var (
	availableRE   = regexp.MustCompile(`(?s)KUBE_AVAILABLE_GROUP_VERSIONS="\$\{KUBE_AVAILABLE_GROUP_VERSIONS:-(.*?)\}"`)
	listedFirstRE = regexp.MustCompile(`[<(]+ *"?([\w./ -]+) \$\{?KUBE_AVAILABLE_GROUP_VERSIONS`)
	licenseRE     = regexp.MustCompile(`[\w./-]*boilerplate[\w./-]*\.txt`)
	headRE        = regexp.MustCompile(`(?s)<<-?'?"?(\w+)'?"?\n(.*?)\n\s*(\w+)\n`)
	tailRE        = regexp.MustCompile(`echo "(// [^"$` + "`" + `]*)" *>>`)
)

// groupVersions returns the group versions the tree's scripts list.
func groupVersions(t *walk.Tree) []string {
	m := availableRE.FindStringSubmatch(readText(t, "hack/lib/init.sh"))
	if m == nil {
		return nil
	}
	list := strings.Fields(strings.ReplaceAll(m[1], "\\\n", " "))
	for _, script := range swaggerScripts {
		if first := listedFirstRE.FindStringSubmatch(readText(t, script)); first != nil {
			list = append(strings.Fields(first[1]), list...)
			break
		}
	}
	return list
}

// swaggerFrame reads the text around the methods out of the tree's script: a
// here-document that ends in a comment saying that generated functions start.
func swaggerFrame(t *walk.Tree) *SwaggerFrame {
	for _, script := range swaggerScripts {
		text := readText(t, script)
		for _, m := range headRE.FindAllStringSubmatchIndex(text, -1) {
			head := text[m[4]:m[5]]
			if text[m[2]:m[3]] != text[m[6]:m[7]] || strings.ContainsAny(head, "$`") || !strings.Contains(head, "FUNCTIONS START HERE") {
				continue
			}
			f := &SwaggerFrame{Head: head}
			if tail := tailRE.FindStringSubmatch(text[m[1]:]); tail != nil {
				f.Tail = tail[1]
			}
			for _, name := range licenseRE.FindAllString(text, -1) {
				if f.License = readText(t, name); f.License != "" {
					break
				}
			}
			return f
		}
	}
	return nil
}

func readText(t *walk.Tree, p string) string {
	if !t.Exists(p) {
		return ""
	}
	src, err := t.ReadFile(p)
	if err != nil {
		return ""
	}
	return string(src)
}
