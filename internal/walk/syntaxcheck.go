package walk

// SyntaxErrors is the extractor of those who want to know of every file of the
// tree's own, tests included, whether it parses. Its fact says nothing; that
// the file was parsed, or is known to parse from an earlier run, is the point.
// What does not parse is among the Tree's Errors.
var SyntaxErrors = &Extractor{
	ID: "parsed", Version: 1,
	Wants:   func(f *File) bool { return f.Active && !f.Pkg.Vendored },
	Extract: func(*Syntax) any { return parsed{} },
	Append:  func(b []byte, _ any) []byte { return AppendBool(b, true) },
	Read:    func(d *Decoder) any { d.Bool(); return parsed{} },
}

type parsed struct{}
