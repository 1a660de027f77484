package eval

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

// reflectString spells a type as reflect does: named types with the name of their
// package, their type arguments with its path; parameters without names.
func reflectString(T types.Type) string {
	var b strings.Builder
	spellType(&b, T, false)
	return b.String()
}

// spellType writes a type; path says that packages are written with their paths,
// as in type arguments.
func spellType(b *strings.Builder, T types.Type, path bool) {
	switch t := types.Unalias(T).(type) {
	case *types.Basic:
		// byte and rune are known as what they stand for.
		b.WriteString(types.Typ[basicOf(t)].Name())
	case *types.Named:
		spellNamed(b, t, path)
	case *types.Pointer:
		b.WriteByte('*')
		spellType(b, t.Elem(), path)
	case *types.Slice:
		b.WriteString("[]")
		spellType(b, t.Elem(), path)
	case *types.Array:
		fmt.Fprintf(b, "[%d]", t.Len())
		spellType(b, t.Elem(), path)
	case *types.Map:
		b.WriteString("map[")
		spellType(b, t.Key(), path)
		b.WriteByte(']')
		spellType(b, t.Elem(), path)
	case *types.Chan:
		spellChan(b, t, path)
	case *types.Signature:
		b.WriteString("func")
		spellSignature(b, t, path)
	case *types.Struct:
		spellStruct(b, t, path)
	case *types.Interface:
		spellInterface(b, t, path)
	default:
		b.WriteString(types.TypeString(T, (*types.Package).Name))
	}
}

func basicOf(t *types.Basic) types.BasicKind {
	if k := t.Kind(); 0 <= k && int(k) < len(types.Typ) {
		return k
	}
	return types.Invalid
}

func spellNamed(b *strings.Builder, t *types.Named, path bool) {
	if p := t.Obj().Pkg(); p != nil {
		name := p.Name()
		if path && name != "main" {
			name = p.Path()
		}
		b.WriteString(name + ".")
	}
	b.WriteString(t.Obj().Name())
	for i := range t.TypeArgs().Len() {
		b.WriteByte("[,"[min(i, 1)])
		spellType(b, t.TypeArgs().At(i), true)
	}
	if t.TypeArgs().Len() > 0 {
		b.WriteByte(']')
	}
}

func spellChan(b *strings.Builder, t *types.Chan, path bool) {
	b.WriteString(map[types.ChanDir]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}[t.Dir()])
	inner, ok := types.Unalias(t.Elem()).(*types.Chan)
	if ok && inner.Dir() == types.RecvOnly && t.Dir() != types.RecvOnly {
		b.WriteByte('(')
		spellType(b, inner, path)
		b.WriteByte(')')
		return
	}
	spellType(b, t.Elem(), path)
}

func spellSignature(b *strings.Builder, t *types.Signature, path bool) {
	b.WriteByte('(')
	for i := range t.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		p := t.Params().At(i).Type()
		if s, ok := p.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			b.WriteString("...")
			p = s.Elem()
		}
		spellType(b, p, path)
	}
	b.WriteByte(')')
	switch n := t.Results().Len(); {
	case n == 1:
		b.WriteByte(' ')
		spellType(b, t.Results().At(0).Type(), path)
	case n > 1:
		b.WriteString(" (")
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			spellType(b, t.Results().At(i).Type(), path)
		}
		b.WriteByte(')')
	}
}

func spellStruct(b *strings.Builder, t *types.Struct, path bool) {
	b.WriteString("struct {")
	for i := range t.NumFields() {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteByte(' ')
		f := t.Field(i)
		if !f.Embedded() {
			b.WriteString(f.Name() + " ")
		}
		spellType(b, f.Type(), path)
		if tag := t.Tag(i); tag != "" {
			b.WriteString(" " + strconv.Quote(tag))
		}
	}
	if t.NumFields() > 0 {
		b.WriteByte(' ')
	}
	b.WriteByte('}')
}

func spellInterface(b *strings.Builder, t *types.Interface, path bool) {
	b.WriteString("interface {")
	for i := range t.NumMethods() {
		if i > 0 {
			b.WriteByte(';')
		}
		m := t.Method(i)
		b.WriteString(" ")
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString(m.Pkg().Name() + ".")
		}
		b.WriteString(m.Name())
		spellSignature(b, m.Type().(*types.Signature), path)
	}
	if t.NumMethods() > 0 {
		b.WriteByte(' ')
	}
	b.WriteByte('}')
}
