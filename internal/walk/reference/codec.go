package reference

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func appendBehaviour(b []byte, fact any) []byte {
	f := fact.(*behaviour)
	b = walk.AppendInt(b, len(f.Wires))
	for _, w := range f.Wires {
		b = walk.AppendStrings(walk.AppendString(walk.AppendString(b, w.Recv), w.Method), w.Values)
	}
	b = walk.AppendInt(b, len(f.Defaults))
	for i := range f.Defaults {
		b = appendAssigned(b, &f.Defaults[i])
	}
	b = walk.AppendInt(b, len(f.Gates))
	for _, g := range f.Gates {
		b = walk.AppendPos(walk.AppendString(walk.AppendString(b, g.Const), g.Name), g.Pos)
	}
	b = walk.AppendInt(b, len(f.Stages))
	for _, s := range f.Stages {
		b = walk.AppendBool(walk.AppendBool(walk.AppendString(walk.AppendString(b, s.Const), s.Stage), s.On), s.Silent)
	}
	b = walk.AppendInt(b, len(f.Consts))
	for _, c := range f.Consts {
		b = walk.AppendString(walk.AppendString(b, c.Name), c.Value)
	}
	b = walk.AppendInt(b, len(f.Named))
	for _, r := range f.Named {
		b = walk.AppendString(walk.AppendString(b, r.Plural), r.Singular)
		b = walk.AppendStrings(walk.AppendStrings(b, r.ShortNames), r.Categories)
	}
	return b
}

func appendAssigned(b []byte, a *assigned) []byte {
	for _, s := range []string{a.Func, a.Pkg, a.Name} {
		b = walk.AppendString(b, s)
	}
	b = appendOperand(walk.AppendStrings(b, a.Path), a.Value)
	b = walk.AppendInt(b, len(a.When))
	for _, c := range a.When {
		b = appendOperand(walk.AppendStrings(b, c.Path), c.Value)
		b = walk.AppendInt(b, len(c.Others))
		for _, o := range c.Others {
			b = appendOperand(b, o)
		}
		b = walk.AppendBool(b, c.Not)
		b = walk.AppendString(walk.AppendString(b, c.Gate), c.Words)
	}
	return walk.AppendPos(b, a.Pos)
}

func appendOperand(b []byte, o operand) []byte {
	return walk.AppendString(walk.AppendString(walk.AppendString(b, o.Literal), o.Pkg), o.Name)
}

func readBehaviour(d *walk.Decoder) any {
	return &behaviour{
		Wires: readList(d, func(d *walk.Decoder) api.Wire {
			return api.Wire{Recv: d.String(), Method: d.String(), Values: d.Strings()}
		}),
		Defaults: readList(d, readAssigned),
		Gates:    readList(d, func(d *walk.Decoder) gateName { return gateName{d.String(), d.String(), d.Pos()} }),
		Stages:   readList(d, func(d *walk.Decoder) gateStage { return gateStage{d.String(), d.String(), d.Bool(), d.Bool()} }),
		Consts:   readList(d, func(d *walk.Decoder) constValue { return constValue{d.String(), d.String()} }),
		Named: readList(d, func(d *walk.Decoder) resourceNames {
			return resourceNames{d.String(), d.String(), d.Strings(), d.Strings()}
		}),
	}
}

func readAssigned(d *walk.Decoder) assigned {
	return assigned{
		Func: d.String(), Pkg: d.String(), Name: d.String(),
		Path: d.Strings(), Value: readOperand(d),
		When: readList(d, func(d *walk.Decoder) condition {
			return condition{Path: d.Strings(), Value: readOperand(d), Others: readList(d, readOperand), Not: d.Bool(), Gate: d.String(), Words: d.String()}
		}),
		Pos: d.Pos(),
	}
}

func readOperand(d *walk.Decoder) operand { return operand{d.String(), d.String(), d.String()} }

// readList reads a count and that many values, stopping at corrupt input.
func readList[T any](d *walk.Decoder, read func(*walk.Decoder) T) []T {
	var out []T
	for range d.Len() {
		out = append(out, read(d))
		if d.Failed() {
			return nil
		}
	}
	return out
}
