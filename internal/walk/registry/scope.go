package registry

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A scope says what names mean at one place of a file.
type scope struct {
	imports map[string]string // by the name the file uses
	consts  map[string]value  // of the function around the place
	params  map[string]int
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// importsOf maps names to import paths. What an import without a name is
// called is guessed from its path, by the habits of Go: the last element,
// without a version, "go-" and what follows a dot.
func importsOf(f *ast.File) map[string]string {
	out := map[string]string{}
	for _, s := range f.Imports {
		p, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			continue
		}
		if s.Name != nil {
			out[s.Name.Name] = p
			continue
		}
		base := path.Base(p)
		if majorVersion.MatchString(base) && strings.Contains(p, "/") {
			// A version of an API is called v1, a major version of a module is not.
			if _, taken := out[base]; !taken {
				out[base] = p
			}
			base = path.Base(path.Dir(p))
		}
		base, _, _ = strings.Cut(base, ".")
		base = strings.TrimPrefix(base, "go-")
		base = base[strings.LastIndexByte(base, '-')+1:]
		if _, taken := out[base]; !taken {
			out[base] = p
		}
	}
	return out
}

// value reads a string, or a number as one.
func (s *scope) value(e ast.Expr) value {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING || e.Kind == token.CHAR {
			if text, err := strconv.Unquote(e.Value); err == nil {
				return plain(text)
			}
		}
		return plain(strings.ReplaceAll(e.Value, "_", ""))
	case *ast.Ident:
		return s.ident(e.Name)
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			if pkg, ok := s.imports[id.Name]; ok {
				return value{{Kind: reference, Pkg: pkg, Name: e.Sel.Name}}
			}
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return append(s.value(e.X), s.value(e.Y)...)
		}
	case *ast.CallExpr:
		if len(e.Args) == 1 && conversion(e.Fun) {
			return s.value(e.Args[0])
		}
		return s.call(e)
	case *ast.StarExpr:
		return s.value(e.X)
	}
	return value{{Kind: unknown}}
}

func (s *scope) ident(name string) value {
	switch name {
	case "true", "false":
		return plain(name)
	case "nil":
		return plain("")
	}
	if v, ok := s.consts[name]; ok {
		return v
	}
	if i, ok := s.params[name]; ok {
		return value{{Kind: parameter, Name: strconv.Itoa(i)}}
	}
	return value{{Kind: reference, Name: name}}
}

// call reads functions that put names together: BuildFQName of the Prometheus
// client and of its wrappers.
func (s *scope) call(e *ast.CallExpr) value {
	if calleeName(e.Fun) == "BuildFQName" && len(e.Args) == 3 {
		var out value
		for _, a := range e.Args {
			v := s.value(a)
			if len(v) == 1 && v[0].Kind == literal && v[0].Text == "" {
				continue
			}
			if out != nil {
				out = append(out, part{Kind: literal, Text: "_"})
			}
			out = append(out, v...)
		}
		return out
	}
	return value{{Kind: unknown}}
}

// conversion reports whether a call of fun with one argument looks like a
// conversion between kinds of strings: of string itself, or of an exported type.
func conversion(fun ast.Expr) bool {
	switch f := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return f.Name == "string" || f.Name == "int32" || f.Name == "int" || ast.IsExported(f.Name) && !verb(f.Name)
	case *ast.SelectorExpr:
		_, ok := f.X.(*ast.Ident)
		return ok && ast.IsExported(f.Sel.Name) && !verb(f.Sel.Name) && (strings.HasPrefix(f.Sel.Name, "Must") || !strings.Contains(f.Sel.Name, "New"))
	}
	return false
}

// verb reports whether a name begins like that of a function.
func verb(name string) bool {
	for _, p := range []string{"New", "Get", "To", "Make", "Sprint", "Trim", "Error", "Join", "Is", "With"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// texts reads a list of strings: a composite literal of them.
func (s *scope) texts(e ast.Expr) ([]value, bool) {
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	var out []value
	for _, x := range lit.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			x = kv.Value
		}
		out = append(out, s.value(x))
	}
	return out, true
}

// calleeName is the last name of what is called.
func calleeName(fun ast.Expr) string {
	switch f := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.IndexExpr:
		return calleeName(f.X)
	case *ast.IndexListExpr:
		return calleeName(f.X)
	}
	return ""
}

// calleePackage is the import path of the package that a function that is called
// belongs to, "" for one of the same package, and not ok for a method.
func (s *scope) calleePackage(fun ast.Expr) (pkg string, ok bool) {
	switch f := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return "", true
	case *ast.SelectorExpr:
		if id, isIdent := f.X.(*ast.Ident); isIdent {
			pkg, ok = s.imports[id.Name]
			return pkg, ok
		}
	}
	return "", false
}

// typeName is the last name of a type, without pointers, slices and arguments.
func typeName(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			return x.Sel.Name
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		default:
			return ""
		}
	}
}

// fields maps the keys of a composite literal of a struct to their values; nil
// unless every element has a plain key.
func fields(lit *ast.CompositeLit) map[string]ast.Expr {
	out := make(map[string]ast.Expr, len(lit.Elts))
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			return nil
		}
		out[id.Name] = kv.Value
	}
	return out
}
