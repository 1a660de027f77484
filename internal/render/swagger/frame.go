package swagger

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// IsGenerated reports whether a file holds SwaggerDoc methods and the maps that
// go with them, and nothing else.
func IsGenerated(src []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil || len(file.Decls) == 0 {
		return false
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.Name != "SwaggerDoc" || d.Recv == nil {
				return false
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); !ok || len(v.Names) != 1 || !strings.HasPrefix(v.Names[0].Name, "map_") {
					return false
				}
			}
		}
	}
	return true
}

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
