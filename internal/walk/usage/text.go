package usage

import (
	"go/ast"
	"go/constant"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// text is the string that literals joined by + amount to.
func text(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, _ := strconv.Unquote(x.Value)
			return s
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return joined(text(x.X), text(x.Y))
		}
	case *ast.CallExpr:
		return formatted(x, text)
	case *ast.ParenExpr:
		return text(x.X)
	}
	return ""
}

// verb is one of a format, with its flags.
var verb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z%]`)

// formatted is the text that a call makes of a format, with an ellipsis for what
// is not known: fmt.Sprintf("… %s", x).
func formatted(c *ast.CallExpr, text func(ast.Expr) string) string {
	if len(c.Args) == 0 {
		return ""
	}
	rest := c.Args[1:]
	return verb.ReplaceAllStringFunc(text(c.Args[0]), func(v string) string {
		if strings.HasSuffix(v, "%") {
			if len(c.Args) > 1 { // else it is no format
				return "%"
			}
			return v
		}
		if len(rest) == 0 {
			return v
		}
		known := text(rest[0])
		if known == "" {
			known = Literal(rest[0])
		}
		rest = rest[1:]
		if known == "" {
			return "…"
		}
		if strings.HasSuffix(v, "q") {
			return strconv.Quote(known)
		}
		return known
	})
}

// joined is two texts after one another, with an ellipsis for one that is not
// known.
func joined(a, b string) string {
	switch {
	case a == "" && b == "":
		return ""
	case a == "":
		a = "…"
	case b == "":
		b = "…"
	}
	return a + b
}

// Literal writes a plain value as people do, or returns "". Durations and
// values wrapped into a struct or pointer are seen through.
func Literal(e ast.Expr) string {
	if v, isTime := number(e); v != nil {
		if isTime {
			i, _ := constant.Int64Val(constant.ToInt(v))
			s := time.Duration(i).String()
			if strings.HasSuffix(s, "m0s") {
				s = s[:len(s)-2]
			}
			if strings.HasSuffix(s, "h0m") {
				s = s[:len(s)-2]
			}
			return s
		}
		return v.String()
	}
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			return x.Value
		}
	case *ast.Ident:
		if x.Name == "true" || x.Name == "false" {
			return x.Name
		}
	case *ast.CompositeLit:
		if len(x.Elts) == 1 {
			if kv, ok := x.Elts[0].(*ast.KeyValueExpr); ok {
				return Literal(kv.Value)
			}
		}
	case *ast.CallExpr:
		// pointer.Int32(5), ptr.To(true)
		if len(x.Args) == 1 {
			return Literal(x.Args[0])
		}
	case *ast.ParenExpr:
		return Literal(x.X)
	}
	return ""
}

var units = map[string]time.Duration{"Nanosecond": 1, "Microsecond": time.Microsecond, "Millisecond": time.Millisecond,
	"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour}

// number evaluates arithmetic on literals and the units of package time.
func number(e ast.Expr) (v constant.Value, isTime bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.INT || x.Kind == token.FLOAT {
			return constant.MakeFromLiteral(x.Value, x.Kind, 0), false
		}
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok && id.Name == "time" && units[x.Sel.Name] != 0 {
			return constant.MakeInt64(int64(units[x.Sel.Name])), true
		}
	case *ast.UnaryExpr:
		if v, t := number(x.X); v != nil && x.Op == token.SUB {
			return constant.UnaryOp(token.SUB, v, 0), t
		}
	case *ast.BinaryExpr:
		a, at := number(x.X)
		b, bt := number(x.Y)
		if a == nil || b == nil || x.Op != token.MUL && x.Op != token.ADD && x.Op != token.SUB {
			return nil, false
		}
		return constant.BinaryOp(a, x.Op, b), at || bt
	case *ast.ParenExpr:
		return number(x.X)
	}
	return nil, false
}
