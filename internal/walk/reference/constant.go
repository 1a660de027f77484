package reference

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strconv"
	"time"
)

// units are the durations that package time names.
var units = map[string]time.Duration{
	"Nanosecond": time.Nanosecond, "Microsecond": time.Microsecond, "Millisecond": time.Millisecond,
	"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour,
}

// computed works out arithmetic of literals. A product with a unit of time is
// the string a duration is written as.
func computed(e ast.Expr) operand {
	v, isTime := evaluate(e)
	i, exact := constant.Int64Val(constant.ToInt(v))
	switch {
	case v.Kind() == constant.Unknown:
		return operand{}
	case isTime && exact:
		return operand{Literal: strconv.Quote(time.Duration(i).String())}
	case exact:
		return operand{Literal: strconv.FormatInt(i, 10)}
	}
	return operand{}
}

func evaluate(e ast.Expr) (v constant.Value, isTime bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.INT { // floats may be too large to be written out
			return constant.MakeFromLiteral(e.Value, e.Kind, 0), false
		}
	case *ast.ParenExpr:
		return evaluate(e.X)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && x.Name == "time" && units[e.Sel.Name] != 0 {
			return constant.MakeInt64(int64(units[e.Sel.Name])), true
		}
	case *ast.BinaryExpr:
		x, xt := evaluate(e.X)
		y, yt := evaluate(e.Y)
		known := x.Kind() != constant.Unknown && y.Kind() != constant.Unknown
		switch e.Op {
		case token.ADD, token.SUB, token.MUL:
			if known {
				return constant.BinaryOp(x, e.Op, y), xt || yt
			}
		case token.SHL:
			if n, ok := constant.Uint64Val(y); known && ok && n < 63 && x.Kind() == constant.Int {
				return constant.Shift(x, e.Op, uint(n)), xt
			}
		}
	}
	return constant.MakeUnknown(), false
}
