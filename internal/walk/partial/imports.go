package partial

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"
)

type importKey struct {
	from *Package
	path string
}

// packageName reads a package clause.
func packageName(src []byte) string {
	f, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly)
	if f == nil || f.Name == nil {
		return ""
	}
	return f.Name.Name
}

// parseHeader reads a file's imports.
func (l *loader) parseHeader(f *sourceFile) {
	if f.header {
		return
	}
	f.header = true
	if file, _ := parser.ParseFile(l.fset, f.name, f.src, parser.ImportsOnly|parser.SkipObjectResolution); file != nil {
		f.specs = file.Imports
	}
}

// importOf returns the import that a name stands for in a file.
func (l *loader) importOf(f *sourceFile, name string) *ast.ImportSpec {
	if !f.imports {
		l.parseHeader(f)
		f.imports, f.byName = true, map[string]*ast.ImportSpec{}
		for _, s := range f.specs {
			if n := l.importName(f, s); n != "" && n != "_" {
				f.byName[n] = s
			}
		}
	}
	return f.byName[name]
}

func (l *loader) importName(f *sourceFile, s *ast.ImportSpec) string {
	if s.Name != nil {
		return s.Name.Name
	}
	ip, _ := strconv.Unquote(s.Path.Value)
	at := l.sources.locate(f.pkg.at, ip)
	switch {
	case at.Tree != nil:
		return at.Tree.Name
	case at.Std || len(at.Files) == 0:
		return guessName(ip)
	}
	if src, err := at.Files[0].Read(); err == nil {
		return packageName(src)
	}
	return guessName(ip)
}

// guessName is what the package at a path is most likely called.
func guessName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	base, _, _ = strings.Cut(base, ".")
	return strings.TrimPrefix(base, "go-")
}

// imported returns the package behind an import, or nil.
func (l *loader) imported(f *sourceFile, s *ast.ImportSpec) *Package {
	ip, _ := strconv.Unquote(s.Path.Value)
	if ip == "C" || ip == "unsafe" {
		return nil
	}
	key := importKey{f.pkg, ip}
	if p, ok := l.imports[key]; ok {
		return p
	}
	p := l.open(l.sources.locate(f.pkg.at, ip))
	if p == nil {
		l.missing[ip] = true
	}
	l.imports[key] = p
	return p
}
