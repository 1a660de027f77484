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
	// Sources are the files to generate from, by path.
	Sources []*walk.File
	// Unknown are the group versions the tree lists but no package is.
	Unknown []string
	// Orphans are the paths of generated files that the tree's list does not
	// account for, Sourceless of those without a SwaggerSource beside them.
	Orphans, Sourceless []string
	// Frame is what the tree's script puts around the methods; nil if the tree
	// has no such script.
	Frame *SwaggerFrame
}

// A SwaggerFrame is the text around the generated methods.
type SwaggerFrame struct {
	// License comes first, Head follows the package clause, Tail ends the file.
	License, Head, Tail string
}

// SwaggerPlan works out what to generate: the packages of the group versions
// that the tree's scripts list; without a list, those that have the file
// already. Directories in more are generated for in any case.
func (v *View) SwaggerPlan(more []string) *SwaggerPlan {
	plan := &SwaggerPlan{Frame: swaggerFrame(v.Tree)}
	existing := map[string]*walk.File{} // by directory of the source
	for _, p := range v.Tree.Packages {
		src, gen := fileIn(p, SwaggerSource), fileIn(p, SwaggerFile)
		switch {
		case gen == nil:
		case src == nil:
			plan.Sourceless = append(plan.Sourceless, gen.Path)
		case FactsOf(src) != nil:
			existing[p.Dir] = src
		}
	}
	chosen := map[string]*walk.File{}
	list := groupVersions(v.Tree)
	for _, gv := range list {
		if src := v.groupVersionSource(gv, existing); src != nil {
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
		if src := fileIn(p, SwaggerSource); src != nil && FactsOf(src) != nil {
			chosen[p.Dir] = src
		} else {
			plan.Unknown = append(plan.Unknown, dir)
		}
	}
	for _, src := range chosen {
		plan.Sources = append(plan.Sources, src)
	}
	slices.SortFunc(plan.Sources, func(a, b *walk.File) int { return strings.Compare(a.Path, b.Path) })
	slices.Sort(plan.Orphans)
	slices.Sort(plan.Sourceless)
	return plan
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
func (v *View) groupVersionSource(gv string, existing map[string]*walk.File) *walk.File {
	for _, is := range []func(*Package) bool{
		func(p *Package) bool { return p.Path() == gv },
		func(p *Package) bool { return strings.HasSuffix("/"+p.Ref.Dir, "/"+gv) },
	} {
		var found []*walk.File
		for _, p := range v.Packages {
			src := fileIn(p.Ref, SwaggerSource)
			if src == nil || FactsOf(src) == nil || !is(p) {
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
