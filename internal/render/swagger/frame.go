package swagger

import (
	"go/parser"
	"go/token"
)

// FrameOf returns the text around the methods of a generated file, and false if
// the file does not parse or has none.
func FrameOf(src []byte) (Frame, bool) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || len(file.Decls) == 0 {
		return Frame{}, false
	}
	first := fset.Position(file.Decls[0].Pos()).Offset
	last := fset.Position(file.Decls[len(file.Decls)-1].End()).Offset
	return Frame{Head: string(src[:first]), Tail: string(src[last:])}, true
}
