package api

import (
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Encoding. Comments take most of the room, and most fields have one, no tag
// oddities and a short type, so nothing but strings is worth packing.

func appendFacts(b []byte, fact any) []byte {
	f := fact.(*Facts)
	b = walk.AppendInt(b, len(f.Types))
	for i := range f.Types {
		b = appendType(b, &f.Types[i])
	}
	b = walk.AppendInt(b, len(f.Consts))
	for i := range f.Consts {
		b = appendConst(b, &f.Consts[i])
	}
	b = walk.AppendInt(b, len(f.Versions))
	for _, v := range f.Versions {
		for _, s := range []string{v.Group, v.GroupName, v.Version, v.VersionName} {
			b = walk.AppendString(b, s)
		}
	}
	b = walk.AppendInt(b, len(f.Defaulters))
	for _, n := range f.Defaulters {
		b = walk.AppendPos(walk.AppendString(b, n.Name), n.Pos)
	}
	b = walk.AppendStrings(b, f.Instances)
	b = walk.AppendInt(b, len(f.Wires))
	for _, w := range f.Wires {
		b = walk.AppendStrings(walk.AppendString(walk.AppendString(b, w.Recv), w.Method), w.Values)
	}
	return b
}

func readFacts(d *walk.Decoder) any {
	f := &Facts{}
	f.Types = readList(d, readType)
	f.Consts = readList(d, readConst)
	f.Versions = readList(d, func(d *walk.Decoder) GroupVersion {
		return GroupVersion{Group: d.String(), GroupName: d.String(), Version: d.String(), VersionName: d.String()}
	})
	f.Defaulters = readList(d, func(d *walk.Decoder) Name { return Name{Name: d.String(), Pos: d.Pos()} })
	f.Instances = d.Strings()
	f.Wires = readList(d, func(d *walk.Decoder) Wire {
		return Wire{Recv: d.String(), Method: d.String(), Values: d.Strings()}
	})
	return f
}

// readList reads a count and that many values, stopping at corrupt input.
func readList[T any](d *walk.Decoder, read func(*walk.Decoder) T) []T {
	n := d.Len()
	if n == 0 {
		return nil
	}
	out := make([]T, 0, min(n, 64)) // a T is far larger than the byte it may take
	for range n {
		out = append(out, read(d))
		if d.Failed() {
			break
		}
	}
	return out
}

func appendType(b []byte, t *Type) []byte {
	b = walk.AppendPos(walk.AppendString(b, t.Name), t.Pos)
	for _, c := range []Comment{t.Doc, t.GroupDoc, t.Above} {
		b = appendComment(b, c)
	}
	for _, v := range []bool{t.Sole, t.Trailing, t.Alias} {
		b = walk.AppendBool(b, v)
	}
	b = walk.AppendStrings(b, t.Params)
	return appendExpr(b, &t.Expr)
}

func readType(d *walk.Decoder) Type {
	t := Type{Name: d.String(), Pos: d.Pos()}
	t.Doc, t.GroupDoc, t.Above = readComment(d), readComment(d), readComment(d)
	t.Sole, t.Trailing, t.Alias = d.Bool(), d.Bool(), d.Bool()
	t.Params = d.Strings()
	t.Expr = readExpr(d, 0)
	return t
}

func appendComment(b []byte, c Comment) []byte {
	b = walk.AppendString(b, c.Raw)
	if c.IsZero() {
		return b
	}
	return walk.AppendInt(walk.AppendPos(b, c.Pos), c.Off)
}

func readComment(d *walk.Decoder) Comment {
	c := Comment{Raw: d.String()}
	if !c.IsZero() {
		c.Pos, c.Off = d.Pos(), d.Int()
	}
	return c
}

func appendExpr(b []byte, e *Expr) []byte {
	b = walk.AppendInt(b, int(e.Kind))
	switch e.Kind {
	case Named:
		b = walk.AppendString(walk.AppendString(b, e.Pkg), e.Name)
	case Array:
		b = walk.AppendString(b, e.Name)
	case Struct:
		b = walk.AppendInt(b, len(e.Fields))
		for i := range e.Fields {
			b = appendField(b, &e.Fields[i])
		}
		return b
	}
	b = walk.AppendInt(b, len(e.Args))
	for i := range e.Args {
		b = appendExpr(b, &e.Args[i])
	}
	return b
}

func readExpr(d *walk.Decoder, depth int) Expr {
	e := Expr{Kind: Kind(min(d.Int(), int(numKinds)))}
	if e.Kind == numKinds || depth > 2*maxDepth {
		d.Fail()
		return Expr{}
	}
	switch e.Kind {
	case Named:
		e.Pkg, e.Name = d.String(), d.String()
	case Array:
		e.Name = d.String()
	case Struct:
		e.Fields = readList(d, func(d *walk.Decoder) Field { return readField(d, depth+1) })
		return e
	}
	e.Args = readList(d, func(d *walk.Decoder) Expr { return readExpr(d, depth+1) })
	return e
}

func appendField(b []byte, f *Field) []byte {
	b = walk.AppendPos(walk.AppendString(b, f.Name), f.Pos)
	b = walk.AppendBool(walk.AppendInt(b, f.Nth), f.Embedded)
	b = appendExpr(b, &f.Type)
	b = walk.AppendString(b, f.Tag)
	b = walk.AppendInt(walk.AppendPos(b, f.TagPos), f.TagOff)
	b = walk.AppendInt(walk.AppendInt(b, f.Off), f.End)
	for _, c := range []Comment{f.Doc, f.Above, f.Trailing} {
		b = appendComment(b, c)
	}
	return b
}

func readField(d *walk.Decoder, depth int) Field {
	f := Field{Name: d.String(), Pos: d.Pos(), Nth: d.Int(), Embedded: d.Bool()}
	f.Type = readExpr(d, depth)
	f.Tag, f.TagPos, f.TagOff = d.String(), d.Pos(), d.Int()
	f.Off, f.End = d.Int(), d.Int()
	f.Doc, f.Above, f.Trailing = readComment(d), readComment(d), readComment(d)
	return f
}

func appendConst(b []byte, c *Const) []byte {
	b = walk.AppendPos(walk.AppendString(b, c.Name), c.Pos)
	b = appendExpr(b, &c.Type)
	b = walk.AppendBool(walk.AppendString(b, c.Value), c.Implicit)
	return appendComment(appendComment(b, c.Doc), c.Trailing)
}

func readConst(d *walk.Decoder) Const {
	c := Const{Name: d.String(), Pos: d.Pos(), Type: readExpr(d, 0)}
	c.Value, c.Implicit = d.String(), d.Bool()
	c.Doc, c.Trailing = readComment(d), readComment(d)
	return c
}
