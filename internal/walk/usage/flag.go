package usage

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Flag is a command-line flag where it is declared.
type Flag struct {
	Name string
	// Field is the last name of the place the flag is kept in, Owner the type
	// whose method declares it; "" if there is none.
	Field, Owner string
	// Func is the declaring function.
	Func string
	// Default is the default as far as the source says it on the spot.
	Default string
	Usage   string
	Pkg     *walk.Package
	Path    string
	Line    int
}

// A Setting is a value that code gives to a field.
type Setting struct {
	Field, Value string
	// Name is the constant or variable that is given where Value is not known.
	Name string
	// Func is the function that does it.
	Func string
	Pkg  *walk.Package
	Path string
	Line int
}

// Fields lists the names of the fields of a file's structs.
func Fields(t *walk.Tree, f *walk.File) (names []string) {
	syn, _ := t.Parse(f)
	if syn == nil {
		return nil
	}
	ast.Inspect(syn.AST, func(n ast.Node) bool {
		if st, ok := n.(*ast.StructType); ok {
			for _, field := range st.Fields.List {
				for _, id := range field.Names {
					names = append(names, id.Name)
				}
			}
		}
		return true
	})
	return names
}

var flagName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9]*([-_.][a-zA-Z0-9]+)*$`)

// Flags lists the flags that a file declares, and Settings the plain values it
// gives to fields. Names and help texts may be constants.
func Flags(t *walk.Tree, f *walk.File, consts *Consts) (flags []Flag, settings []Setting) {
	syn, _ := t.Parse(f)
	if syn == nil {
		return nil, nil
	}
	for _, d := range syn.AST.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Body == nil {
			continue
		}
		name := FuncName(fd)
		owner, _, isMethod := strings.Cut(name, ".")
		if !isMethod {
			owner = ""
		}
		ast.Inspect(fd.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if fl, ok := flagOf(n, func(e ast.Expr) string { return consts.text(f, e, 0) }); ok {
					fl.Owner, fl.Func, fl.Pkg, fl.Path, fl.Line = owner, name, f.Pkg, f.Path, syn.Pos(n.Pos()).Line
					flags = append(flags, fl)
				}
			case *ast.AssignStmt:
				if len(n.Lhs) == 1 && len(n.Rhs) == 1 && n.Tok == token.ASSIGN {
					if field := lastName(n.Lhs[0]); field != "" {
						if v, named := Literal(n.Rhs[0]), constName(n.Rhs[0]); v != "" || named != "" {
							settings = append(settings, Setting{field, v, named, name, f.Pkg, f.Path, syn.Pos(n.Pos()).Line})
						}
					}
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok {
					if v, named := Literal(n.Value), constName(n.Value); v != "" || named != "" {
						settings = append(settings, Setting{id.Name, v, named, name, f.Pkg, f.Path, syn.Pos(n.Pos()).Line})
					}
				}
			}
			return true
		})
	}
	return flags, settings
}

// flagMethod are the methods of flag libraries that return where a flag is kept.
var flagMethod = regexp.MustCompile(`^(Bool|Int|Uint|Float|String|Duration|Text|Count|IP|Bytes)[A-Za-z0-9]*$`)

// flagOf recognises the calls of flag libraries: XVar(&place, "name", …,
// "usage") and X("name", default, "usage").
func flagOf(c *ast.CallExpr, constant func(ast.Expr) string) (Flag, bool) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || len(c.Args) < 3 {
		return Flag{}, false
	}
	isVar := strings.HasSuffix(sel.Sel.Name, "Var") || strings.HasSuffix(sel.Sel.Name, "VarP")
	if !isVar { // too much looks alike: errors about fields, events
		if !flagMethod.MatchString(sel.Sel.Name) {
			return Flag{}, false
		}
		constant = text
	}
	usage := constant(c.Args[len(c.Args)-1])
	if !strings.Contains(usage, " ") && usage != "" {
		return Flag{}, false
	}
	i := 0
	if isVar {
		i = 1
	}
	if _, isCall := c.Args[i].(*ast.CallExpr); isCall {
		return Flag{}, false
	}
	name := constant(c.Args[i])
	if !flagName.MatchString(name) || usage == "" {
		return Flag{}, false
	}
	fl := Flag{Name: name, Usage: usage}
	if isVar {
		fl.Field = place(c.Args[0])
		if fl.Field == "" && sel.Sel.Name != "Var" {
			return Flag{}, false
		}
	} else if len(c.Args) != 3 && !strings.HasSuffix(sel.Sel.Name, "P") {
		return Flag{}, false
	}
	if len(c.Args) >= i+3 {
		fl.Default = Literal(c.Args[len(c.Args)-2])
	}
	return fl, true
}

// place names the field whose address an argument takes. A part of a value that
// wraps another (x.Timeout.Duration) is the field before.
func place(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return lastName(x.X)
		}
	case *ast.CallExpr:
		for _, a := range x.Args {
			if f := place(a); f != "" {
				return f
			}
		}
	}
	return ""
}

// lastName is the field an expression selects.
func lastName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		if inner, ok := x.X.(*ast.SelectorExpr); ok && x.Sel.Name == "Duration" {
			return inner.Sel.Name
		}
		return x.Sel.Name
	case *ast.StarExpr:
		return lastName(x.X)
	case *ast.ParenExpr:
		return lastName(x.X)
	}
	return ""
}

// constName is the name an expression is, wrapped or not, if it can be one of a
// constant.
func constName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.CompositeLit:
		if len(x.Elts) == 1 {
			if kv, ok := x.Elts[0].(*ast.KeyValueExpr); ok {
				return constName(kv.Value)
			}
		}
	}
	return ""
}
