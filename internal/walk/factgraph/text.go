package factgraph

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
	"time"
)

// comment returns a doc comment's text in one line, and what it says after
// "Deprecated:".
func comment(g *ast.CommentGroup) (doc, deprecated string) {
	if g == nil {
		return "", ""
	}
	text := g.Text()
	for _, par := range strings.Split(text, "\n\n") {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(par), "Deprecated:"); ok {
			deprecated = oneLine(rest)
		}
	}
	// Some comments say it in the middle of a paragraph.
	if deprecated == "" {
		if _, rest, ok := strings.Cut(text, "Deprecated:"); ok {
			deprecated = oneLine(rest)
		}
	}
	lead, _, _ := strings.Cut(text, "\n\n")
	return oneLine(lead), deprecated
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// short keeps a text to a length that fits a line.
func short(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText-1]) + "…"
	}
	return s
}

const maxText = 80

// shorter is short for an argument: of a long chain the end tells most.
func shorter(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > maxArg {
		return "…" + string(r[len(r)-maxArg+1:])
	}
	return s
}

const maxArg = 110

// typeText is a type as people write it in the package at hand.
func (b *builder) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == b.pkg.Types || p.Path() == b.pkg.Path {
			return ""
		}
		return p.Name()
	})
}

// symOf names the type behind pointers and containers.
func symOf(t types.Type) Sym {
	for {
		switch x := t.(type) {
		case *types.Named:
			if p := x.Obj().Pkg(); p != nil {
				return Sym{p.Path(), x.Obj().Name()}
			}
			return Sym{"", x.Obj().Name()}
		case *types.Alias:
			t = types.Unalias(x)
		case *types.Pointer:
			t = x.Elem()
		case *types.Slice:
			t = x.Elem()
		case *types.Array:
			t = x.Elem()
		case *types.Map:
			t = x.Elem()
		case *types.Chan:
			t = x.Elem()
		default:
			return Sym{}
		}
	}
}

func constText(v constant.Value, t types.Type) string {
	if v == nil {
		return ""
	}
	if n, ok := t.(*types.Named); ok && n.Obj().Name() == "Duration" && v.Kind() == constant.Int {
		if i, exact := constant.Int64Val(v); exact {
			return Duration(time.Duration(i))
		}
	}
	if v.Kind() == constant.Float {
		return v.String()
	}
	return short(v.ExactString())
}

// Duration writes a duration without zero parts: 5m, not 5m0s.
func Duration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

func exprText(e ast.Expr) string { return types.ExprString(e) }

func baseName(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.Ident:
			return x.Name
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
