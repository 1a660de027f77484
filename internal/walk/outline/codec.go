package outline

import "github.com/kdoc-dev/kdoc/internal/walk"

func appendFile(b []byte, f *File) []byte {
	b = walk.AppendInt(b, f.Lines)
	b = walk.AppendPos(b, f.Main)
	b = walk.AppendInt(b, len(f.Decls))
	for i := range f.Decls {
		b = appendDecl(b, &f.Decls[i])
	}
	return b
}

func appendDecl(b []byte, d *Decl) []byte {
	b = walk.AppendInt(b, int(d.Kind))
	b = walk.AppendString(b, d.Name)
	b = walk.AppendString(b, d.Of)
	b = walk.AppendString(b, d.Doc)
	b = walk.AppendStrings(b, d.Markers)
	b = walk.AppendString(b, d.Text)
	b = walk.AppendPos(b, d.Pos)
	b = walk.AppendPos(b, d.End)
	b = walk.AppendInt(b, len(d.Names))
	for _, n := range d.Names {
		b = walk.AppendString(b, n.Name)
		b = walk.AppendInt(b, n.Offset+1)
		b = walk.AppendPos(b, n.Pos)
	}
	return b
}

func readFile(d *walk.Decoder) *File {
	f := &File{Lines: d.Int(), Main: d.Pos()}
	if n := d.Len(); n > 0 {
		f.Decls = make([]Decl, n)
	}
	for i := range f.Decls {
		readDecl(d, &f.Decls[i])
	}
	return f
}

func readDecl(d *walk.Decoder, x *Decl) {
	x.Kind = Kind(d.Int())
	if x.Kind < Const || x.Kind > Method {
		x.Kind = Const // until the caller learns that the entry is corrupt
		d.Fail()
	}
	x.Name, x.Of = d.String(), d.String()
	x.Doc, x.Markers = d.String(), d.Strings()
	x.Text = d.String()
	x.Pos, x.End = d.Pos(), d.Pos()
	if n := d.Len(); n > 0 {
		x.Names = make([]Name, n)
	}
	for i := range x.Names {
		n := &x.Names[i]
		n.Name = d.String()
		if n.Offset = d.Int() - 1; n.Offset >= len(x.Text) {
			n.Offset = -1 // formats cut the text at these
			d.Fail()
		}
		n.Pos = d.Pos()
	}
}
