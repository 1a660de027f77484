package xref

import (
	"github.com/kdoc-dev/kdoc/internal/walk"
)

func appendDigest(b []byte, d Digest) []byte { return append(b, d[:]...) }

func readDigest(d *walk.Decoder) (out Digest) {
	for i := 0; i < len(out); i += 8 {
		n := d.Fixed64()
		for j := range 8 {
			out[i+j] = byte(n >> (8 * j))
		}
	}
	return out
}

func appendOutline(b []byte, o *Outline) []byte {
	b = appendDigest(appendDigest(b, o.Content), o.API)
	b = walk.AppendInt(walk.AppendInt(b, o.Lines), o.Licence)
	b = walk.AppendInt(b, len(o.Defs))
	at, line := 0, 0
	for _, d := range o.Defs {
		b = append(b, byte(d.Kind))
		b = walk.AppendString(b, d.Name)
		b = walk.AppendInt(b, d.Offset-at)
		b = walk.AppendInt(b, d.Line-line)
		b = walk.AppendInt(b, d.Offset-d.Start)
		b = walk.AppendInt(b, d.End-d.Offset)
		at, line = d.Offset, d.Line
	}
	return b
}

func readOutline(d *walk.Decoder) *Outline {
	o := &Outline{Content: readDigest(d), API: readDigest(d), Lines: d.Int(), Licence: d.Int()}
	o.Defs = make([]Def, d.Len())
	at, line := 0, 0
	for i := range o.Defs {
		x := &o.Defs[i]
		x.Kind = Kind(d.Byte())
		x.Name = d.String()
		at += d.Int()
		line += d.Int()
		x.Offset, x.Line = at, line
		x.Start = at - d.Int()
		x.End = at + d.Int()
		if x.Kind > Abstract {
			d.Fail()
		}
	}
	o.index()
	return o
}

// appendFiles encodes what the files of one package refer to.
func appendFiles(b []byte, files []*File) []byte {
	b = walk.AppendInt(b, len(files))
	for _, f := range files {
		b = walk.AppendBool(b, f.Typed)
		b = walk.AppendInt(b, len(f.Symbols))
		for _, s := range f.Symbols {
			b = walk.AppendString(walk.AppendString(b, s.Package), s.Name)
		}
		b = walk.AppendInt(b, len(f.Refs))
		at, line := int32(0), int32(0)
		for _, r := range f.Refs {
			what := uint64(r.Symbol+1) << 1
			if r.Call {
				what |= 1
			}
			b = walk.AppendUint(b, uint64(r.Offset-at))
			b = walk.AppendUint(b, uint64(r.Line-line))
			b = walk.AppendUint(b, what)
			if r.Symbol == Local {
				b = walk.AppendUint(b, uint64(r.Def))
			}
			at, line = r.Offset, r.Line
		}
	}
	return b
}

func readFiles(d *walk.Decoder) []*File {
	out := make([]*File, d.Len())
	for i := range out {
		f := &File{Typed: d.Bool()}
		f.Symbols = make([]Symbol, d.Len())
		for j := range f.Symbols {
			f.Symbols[j] = Symbol{d.String(), d.String()}
		}
		f.Refs = make([]Ref, d.Len())
		at, line := 0, 0
		for j := range f.Refs {
			r := &f.Refs[j]
			at += d.Int()
			line += d.Int()
			what := d.Int()
			*r = Ref{Offset: int32(at), Line: int32(line), Symbol: int32(what>>1) - 1, Call: what&1 != 0}
			if r.Symbol == Local {
				r.Def = int32(d.Int())
			} else if int(r.Symbol) >= len(f.Symbols) {
				d.Fail()
				return nil
			}
		}
		out[i] = f
	}
	return out
}
