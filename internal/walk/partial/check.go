package partial

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// check type-checks what was taken of a package, once, its imports first.
// Errors are expected (much is left out) and of no interest: what has no type
// is not spoken of.
func (l *loader) check(p *Package) *types.Package {
	if p.Types != nil || p.checking {
		return p.Types
	}
	p.checking = true
	for _, f := range p.files {
		if f.whole != nil {
			p.Files = append(p.Files, f.whole)
		} else if len(f.decls) > 0 {
			p.Files = append(p.Files, l.assemble(f))
		}
	}
	cfg := types.Config{
		Importer:                 &importer{l, p},
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Sizes:                    types.SizesFor("gc", "amd64"),
		Error:                    func(error) {},
	}
	if p.Focus || len(p.bodies) > 0 {
		p.Info = &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
		}
	}
	p.Types = l.checked(p, &cfg)
	if p.Types == nil {
		p.Types = types.NewPackage(p.Path, p.Name)
		p.Types.MarkComplete()
	}
	if p.Focus {
		for _, name := range p.Types.Scope().Names() {
			l.prog.whole[p.Types.Scope().Lookup(name).Pos()] = true
		}
	}
	return p.Types
}

// checked runs the type checker. It is not made for parts of packages; one that
// makes it stumble is as good as missing.
func (l *loader) checked(p *Package, cfg *types.Config) (t *types.Package) {
	defer func() {
		if recover() != nil {
			t = nil
		}
	}()
	t, _ = cfg.Check(p.Path, l.fset, p.Files, p.Info)
	return t
}

// assemble makes a file of the declarations taken from one.
func (l *loader) assemble(f *sourceFile) *ast.File {
	file := &ast.File{Name: ast.NewIdent(f.pkg.Name), Package: f.decls[0].Pos()}
	imports := &ast.GenDecl{Tok: token.IMPORT}
	for _, s := range f.specs {
		if f.used[s] {
			imports.Specs = append(imports.Specs, s)
			file.Imports = append(file.Imports, s)
		}
	}
	if len(imports.Specs) > 0 {
		imports.TokPos = imports.Specs[0].Pos()
		file.Decls = append(file.Decls, imports)
	}
	file.Decls = append(file.Decls, f.decls...)
	file.Name.NamePos = file.Package
	file.FileStart, file.FileEnd = file.Package, file.Decls[len(file.Decls)-1].End()
	return file
}

type importer struct {
	l *loader
	p *Package
}

var errMissing = errors.New("package not found")

func (im *importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p, ok := im.l.imports[importKey{im.p, path}]
	if !ok {
		// Nothing of it was asked for; an import still needs a package.
		at := im.l.sources.locate(im.p.at, path)
		q := types.NewPackage(at.Path, nameAt(at, path))
		q.MarkComplete()
		return q, nil
	}
	if p == nil {
		return nil, errMissing
	}
	if t := im.l.check(p); t != nil {
		return t, nil
	}
	return nil, errMissing
}

func nameAt(at typed.Location, path string) string {
	if at.Tree != nil && at.Tree.Name != "" {
		return at.Tree.Name
	}
	return guessName(path)
}
