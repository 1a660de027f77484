package apicelfield

import (
	"fmt"
	"maps"
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/parser"

	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// newParser reads rules as the API server does.
func newParser() (*parser.Parser, error) {
	return parser.NewParser(parser.Macros(parser.AllMacros...), parser.EnableOptionalSyntax(true))
}

// parse reads a rule. fault says why it cannot be read.
func parse(p *parser.Parser, rule string) (e ast.Expr, fault string) {
	tree, errs := p.Parse(common.NewTextSource(rule))
	if list := errs.GetErrors(); len(list) > 0 {
		return nil, strings.TrimPrefix(list[0].Message, "Syntax error: ")
	}
	return tree.Expr(), ""
}

// A names is the variables of a rule and what they stand for.
type names map[string]apiscope.Value

// An evaluation follows the values of a rule from field to field.
type evaluation struct {
	view *api.View
	// object reports whether self is a type as a whole, which may be an object
	// with metadata.
	object bool
	// fault is the first selection of a field there is not: "self.x.y" and why.
	at, fault string
}

var unknown = apiscope.Value{}

// value returns what an expression stands for, as far as declarations tell.
func (ev *evaluation) value(e ast.Expr, vars names) apiscope.Value {
	switch e.Kind() {
	case ast.IdentKind:
		return vars[e.AsIdent()]
	case ast.SelectKind:
		return ev.selection(e, vars)
	case ast.CallKind:
		return ev.call(e.AsCall(), vars)
	case ast.ListKind:
		for _, x := range e.AsList().Elements() {
			ev.value(x, vars)
		}
	case ast.MapKind:
		for _, x := range e.AsMap().Entries() {
			ev.value(x.AsMapEntry().Key(), vars)
			ev.value(x.AsMapEntry().Value(), vars)
		}
	case ast.ComprehensionKind:
		ev.comprehension(e.AsComprehension(), vars)
	}
	return unknown
}

func (ev *evaluation) selection(e ast.Expr, vars names) apiscope.Value {
	sel := e.AsSelect()
	val, name := ev.value(sel.Operand(), vars), unescape(sel.FieldName())
	switch root := sel.Operand().Kind() == ast.IdentKind; {
	case root && ev.object && (name == "metadata" || name == "apiVersion" || name == "kind"),
		val.Shape == apiscope.Unknown, apiscope.Freeform(val.Marks), val.Marks.Has("kubebuilder:pruning:PreserveUnknownFields"):
		return unknown
	case val.Shape == apiscope.Map:
		return val.Elem(ev.view)
	case val.Shape != apiscope.Object:
		return ev.missing(e, fmt.Sprintf("a value of type %s has no field `%s`", val.Shape, name))
	}
	fields, complete := apiscope.Inner(ev.view, val.Decl)
	m := apiscope.Named(fields, name)
	if m == nil {
		if complete {
			return ev.missing(e, fmt.Sprintf("`%s` has no field `%s`", val.Decl.Name, name))
		}
		return unknown
	}
	next := apiscope.ValueOf(ev.view, m)
	next.Marks = apiscope.Markers(m, next)
	return next
}

func (ev *evaluation) missing(e ast.Expr, why string) apiscope.Value {
	if ev.fault == "" {
		ev.at, ev.fault = text(e), why
	}
	return unknown
}

// text writes a chain of selections as in the rule.
func text(e ast.Expr) string {
	switch e.Kind() {
	case ast.IdentKind:
		return e.AsIdent()
	case ast.SelectKind:
		return text(e.AsSelect().Operand()) + "." + e.AsSelect().FieldName()
	}
	return "…"
}

// call looks into the arguments of a function. Of the functions only the one
// that takes an element out of a list or map matters here.
func (ev *evaluation) call(c ast.CallExpr, vars names) apiscope.Value {
	if c.IsMemberFunction() {
		ev.value(c.Target(), vars)
	}
	var first apiscope.Value
	for i, arg := range c.Args() {
		if val := ev.value(arg, vars); i == 0 {
			first = val
		}
	}
	if c.FunctionName() == operators.Index && (first.Shape == apiscope.List || first.Shape == apiscope.Map) {
		return first.Elem(ev.view)
	}
	return unknown
}

// comprehension looks into what all, exists, map and filter stand for.
func (ev *evaluation) comprehension(c ast.ComprehensionExpr, vars names) {
	over := ev.value(c.IterRange(), vars)
	ev.value(c.AccuInit(), vars)
	inner := maps.Clone(vars)
	inner[c.AccuVar()] = unknown
	inner[c.IterVar()] = unknown
	if over.Shape == apiscope.List {
		inner[c.IterVar()] = over.Elem(ev.view)
	}
	if c.HasIterVar2() {
		inner[c.IterVar()], inner[c.IterVar2()] = unknown, unknown
	}
	ev.value(c.LoopCondition(), inner)
	ev.value(c.LoopStep(), inner)
	ev.value(c.Result(), inner)
}

// unescape returns the name of a field as JSON has it: rules write what is no
// identifier, or reserved, in another way.
func unescape(name string) string {
	if strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") && len(name) > 4 && strings.Count(name, "__") == 2 {
		return name[2 : len(name)-2]
	}
	return strings.NewReplacer("__underscores__", "__", "__dot__", ".", "__dash__", "-", "__slash__", "/").Replace(name)
}
