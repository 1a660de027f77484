package moduleunwanted

import (
	"fmt"
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// An importer is a third-party module that imports another one in its vendored
// source.
type importer struct {
	from, to string
	at       checks.Related
	// plain reports that the import is in a file for every platform.
	plain bool
}

// importers reports vendored modules whose source imports an unwanted module and
// that the record does not know of, or files under the wrong kind.
func (c *checker) importers() {
	all := c.vendoredImports()
	edges := c.knownEdges(all)
	for _, im := range all {
		if _, unwanted := c.config.unwanted[im.to]; !unwanted {
			continue
		}
		in, it, listed := c.config.refs[im.to].listed(im.from)
		switch {
		case listed && in == listSumOnly && im.plain:
			c.report(it.span, checks.Diagnostic{
				Symbol:  im.to + " <- " + im.from,
				Message: fmt.Sprintf("%s is listed under %q, but its source imports the unwanted module %s", im.from, in, im.to),
				Remedy:  fmt.Sprintf("move the entry to %q", listTransitive),
				Related: []checks.Related{im.at},
			})
		case listed, c.graph != nil: // with the whole graph at hand, new references were reported from it
		case edges.Reaches(im.to, im.from):
			// The two require each other. Whoever goes through the graph never
			// turns back to a module it came from, so which of the two references
			// is recorded depends on which module is reached first.
		default:
			c.newImporter(im)
		}
	}
}

// knownEdges are the requirements between third parties that the record and the
// vendored sources tell of.
func (c *checker) knownEdges(all []importer) modgraph.Edges {
	edges := modgraph.Edges{}
	for _, im := range all {
		edges.Add(im.from, im.to)
	}
	for u, r := range c.config.refs {
		_, lists := r.all()
		for _, l := range lists {
			for _, it := range l.items {
				edges.Add(it.value, u)
			}
		}
	}
	return edges
}

func (c *checker) newImporter(im importer) {
	d := checks.Diagnostic{
		Symbol:  im.to + " <- " + im.from,
		Message: fmt.Sprintf("the vendored module %s imports the unwanted module %s%s, which status.unwantedReferences does not list", im.from, im.to, c.because(im.to)),
		Remedy:  fmt.Sprintf("take a version of %s without the import, or do without it; if it has to be, list the reference in %s", im.from, c.file),
		Related: []checks.Related{im.at, c.rule(im.to)},
	}
	for _, m := range c.mains {
		if r := modgraph.Require(m, im.from); r != nil {
			d.Path = m.GoModPath()
			d.Pos, d.End = modgraph.Pos(r.Syntax)
			c.Report(d)
			return
		}
	}
	d.Path = path.Join(c.vendor.Dir, "vendor/modules.txt")
	for _, v := range c.vendor.Vendor {
		if v.Path == im.from {
			d.Pos = v.Pos
		}
	}
	c.Report(d)
}

// vendoredImports returns each pair of vendored modules of which one imports the
// other once, in the order of packages.
func (c *checker) vendoredImports() []importer {
	if c.vendor == nil {
		return nil
	}
	of := map[string]*walk.VendoredModule{}
	for i := range c.vendor.Vendor {
		for _, p := range c.vendor.Vendor[i].Packages {
			of[p] = &c.vendor.Vendor[i]
		}
	}
	var out []importer
	index := map[[2]string]int{}
	for _, pkg := range c.Tree.Packages {
		from := of[pkg.ImportPath]
		// Without a go.mod of its own a module requires nothing, whatever it
		// imports.
		if !pkg.Vendored || from == nil || from.GoVersion == "" || c.main(from.Path) != nil {
			continue
		}
		for _, f := range pkg.Files {
			if f.Test {
				continue
			}
			for _, imp := range f.Header.Imports {
				to := of[imp.Path]
				if to == nil || to == from || c.main(to.Path) != nil {
					continue
				}
				i, seen := index[[2]string{from.Path, to.Path}]
				if seen && (out[i].plain || !isPlain(f)) || !modgraph.BuiltByDefault(f) {
					continue
				}
				im := importer{from: from.Path, to: to.Path, plain: isPlain(f), at: checks.Related{
					Path: f.Path, Pos: imp.PathPos, Message: fmt.Sprintf("%s imports %s", pkg.ImportPath, imp.Path),
				}}
				if seen {
					out[i] = im
					continue
				}
				index[[2]string{from.Path, to.Path}] = len(out)
				out = append(out, im)
			}
		}
	}
	return out
}

// isPlain reports whether a file is built whatever the platform.
func isPlain(f *walk.File) bool {
	return f.Active && f.Header.Constraint == "" && !strings.Contains(f.Base(), "_")
}
