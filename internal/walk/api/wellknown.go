package api

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

//go:generate go run ./wellknowngen -o wellknown.bin k8s.io/api@v0.37.2 k8s.io/apimachinery@v0.37.2 k8s.io/apiextensions-apiserver@v0.37.2

// wellKnownData is what EncodeWellKnown wrote.
//
//go:embed wellknown.bin
var wellKnownData []byte

// wellKnownTable is the table, decoded as far as its index.
type wellKnownTable struct {
	modules  []string // path@version
	packages map[string]wellKnownPackage
	kinds    map[string]bool
}

type wellKnownPackage struct {
	name  string
	files []wellKnownFile
}

type wellKnownFile struct {
	path    string
	imports []walk.Import
	facts   []byte
}

var wellKnown = sync.OnceValue(func() *wellKnownTable {
	t := &wellKnownTable{packages: map[string]wellKnownPackage{}, kinds: map[string]bool{}}
	z, err := gzip.NewReader(bytes.NewReader(wellKnownData))
	if err != nil {
		return t
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return t
	}
	d := walk.NewDecoder(string(raw))
	t.modules = d.Strings()
	for _, k := range d.Strings() {
		t.kinds[k] = true
	}
	for range d.Len() {
		path, p := d.String(), wellKnownPackage{name: d.String()}
		for range d.Len() {
			f := wellKnownFile{path: d.String()}
			for range d.Len() {
				f.imports = append(f.imports, walk.Import{Name: d.String(), Path: d.String()})
			}
			f.facts = []byte(d.String())
			p.files = append(p.files, f)
		}
		t.packages[path] = p
	}
	return t
})

// WellKnownModules returns the modules, as path@version, whose API types are
// known without their source.
func WellKnownModules() []string { return slices.Clone(wellKnown().modules) }

// IsWellKnownKind reports whether Kubernetes itself has a kind of that name.
func IsWellKnownKind(name string) bool { return wellKnown().kinds[name] }

// WellKnown lends the packages whose types nearly every API uses: those of
// k8s.io/api and what they are made of. Their descriptions are not known, only
// what generators act on.
func WellKnown(importPath string) *walk.Package {
	p, ok := wellKnown().packages[importPath]
	if !ok {
		return nil
	}
	var files []walk.LentFile
	for _, f := range p.files {
		d := walk.NewDecoder(string(f.facts))
		facts := readFacts(d)
		if d.Err() != nil {
			return nil
		}
		files = append(files, walk.LentFile{Path: f.path, Header: walk.Header{Package: p.name, Imports: f.imports}, Fact: facts})
	}
	return walk.Lend(importPath, p.name, Extractor, files)
}

// EncodeWellKnown writes the table of the given packages of modules, each
// path@version. Of comments only the markers are kept.
func EncodeWellKnown(w io.Writer, modules []string, packages []*walk.Package) error {
	b := walk.AppendStrings(nil, modules)
	b = walk.AppendStrings(b, kindsOf(packages))
	b = walk.AppendInt(b, len(packages))
	for _, p := range packages {
		b = walk.AppendString(walk.AppendString(b, p.ImportPath), p.Name)
		b = walk.AppendInt(b, len(p.Files))
		for _, f := range p.Files {
			facts := FactsOf(f)
			bare(facts)
			b = walk.AppendString(b, f.Path)
			imports := usedImports(f, facts)
			b = walk.AppendInt(b, len(imports))
			for _, i := range imports {
				b = walk.AppendString(walk.AppendString(b, i.Name), i.Path)
			}
			b = walk.AppendString(b, string(appendFacts(nil, facts)))
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// kindsOf returns the names of the kinds of k8s.io/api, lists left out.
func kindsOf(packages []*walk.Package) []string {
	var kinds []string
	for _, ref := range packages {
		p := newPackage(ref, FactsOf)
		if p == nil || !strings.HasPrefix(ref.ImportPath, "k8s.io/api/") {
			continue
		}
		for _, d := range p.Types {
			if d.IsKind() && !strings.HasSuffix(d.Name, "List") && !slices.Contains(kinds, d.Name) {
				kinds = append(kinds, d.Name)
			}
		}
	}
	slices.Sort(kinds)
	return kinds
}

// usedImports returns the imports whose names the types of a file use.
func usedImports(f *walk.File, facts *Facts) []walk.Import {
	used := map[string]bool{}
	var visit func(e Expr)
	visit = func(e Expr) {
		used[e.Pkg] = true
		for _, a := range e.Args {
			visit(a)
		}
		for i := range e.Fields {
			visit(e.Fields[i].Type)
		}
	}
	for i := range facts.Types {
		visit(facts.Types[i].Expr)
	}
	var out []walk.Import
	for _, i := range f.Header.Imports {
		name := i.Name
		if name == "" {
			name = importName(i.Path)
		}
		if used[name] {
			out = append(out, walk.Import{Name: i.Name, Path: i.Path})
		}
	}
	return out
}

// bare takes the prose out of comments, and what no one looks up in a package
// that is lent.
func bare(f *Facts) {
	f.Types = slices.DeleteFunc(f.Types, func(t Type) bool { return !t.Exported() })
	for i := range f.Types {
		t := &f.Types[i]
		bareAll(&t.Doc, &t.GroupDoc, &t.Above)
		bareFields(t.Expr)
	}
	for i := range f.Consts {
		bareAll(&f.Consts[i].Doc, &f.Consts[i].Trailing)
	}
	f.Defaulters, f.Instances = nil, nil
}

func bareFields(e Expr) {
	for i := range e.Fields {
		f := &e.Fields[i]
		bareAll(&f.Doc, &f.Above, &f.Trailing)
		f.Off, f.End, f.TagOff, f.TagPos = 0, 0, 0, walk.Pos{}
		bareFields(f.Type)
	}
	for _, a := range e.Args {
		bareFields(a)
	}
}

func bareAll(comments ...*Comment) {
	for _, c := range comments {
		var lines []string
		for _, l := range c.Lines() {
			if l.Marker {
				lines = append(lines, "// "+strings.TrimSpace(l.Text))
			}
		}
		if len(lines) == 0 {
			*c = Comment{}
			continue
		}
		*c = Comment{Raw: strings.Join(lines, "\n"), Pos: c.Pos}
	}
}
