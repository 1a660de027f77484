package walk

import (
	"go/ast"
	"go/token"
)

// An Extractor turns the syntax of one file into a fact. Extractors are plain
// values; packages that need facts of their own declare one and hand it to
// Options.Extract or Tree.Load.
type Extractor struct {
	// ID names the fact and Version its format; together with the file's
	// content they are the key in the cache. Raise Version with every change of
	// Extract, Append or Read.
	ID      string
	Version int

	// Wants reports whether the fact is wanted of f. Nil means every active
	// file that is not a test. During Open only f's own path, flags and Header
	// and its Pkg.Dir are known; during Load the whole Tree is.
	Wants func(f *File) bool

	// Extract returns the fact. It must depend on nothing but in, keep no
	// reference to its syntax, and cope with syntax that is incomplete because
	// the file does not parse.
	Extract func(in *Syntax) any

	// Append encodes the fact; Read decodes what Append wrote. Read may rely on
	// the Decoder to swallow corrupt input (see Decoder.Err).
	Append func(b []byte, fact any) []byte
	Read   func(d *Decoder) any

	_ struct{} // keyed literals only
}

// Syntax is one parsed file, valid only during a call of Extract or until the
// caller of Tree.Parse drops it.
type Syntax struct {
	Path string
	Src  []byte
	Fset *token.FileSet
	// AST has comments and no resolved identifiers (ast.Object). After a syntax
	// error it holds what could be parsed.
	AST *ast.File
}

// Pos resolves p in the file, ignoring //line directives.
func (s *Syntax) Pos(p token.Pos) Pos {
	if !p.IsValid() {
		return Pos{}
	}
	pp := s.Fset.PositionFor(p, false)
	return Pos{Line: pp.Line, Col: pp.Column}
}

// Fact returns the fact x extracted from f, or nil if x was never run on f.
func (f *File) Fact(x *Extractor) any {
	for _, ff := range f.facts {
		if ff.x == x {
			return ff.fact
		}
	}
	return nil
}
