package walk

// headerSection names the encoding of headers in the cache.
const headerSection = "header@2"

// A headerFact is what the visit of a file yields at depth imports.
type headerFact struct {
	Header
	errs []syntaxError
	// lfs reports that the content is a Git LFS pointer; badUTF8 is the line of
	// the first invalid byte, or 0.
	lfs     bool
	badUTF8 int
}

func appendHeader(b []byte, h *headerFact) []byte {
	b = AppendBool(b, h.lfs)
	b = AppendInt(b, h.badUTF8)
	b = appendSyntaxErrors(b, h.errs)
	b = AppendString(b, h.Package)
	b = AppendPos(b, h.PackagePos)
	b = AppendString(b, h.Doc)
	b = AppendStrings(b, h.Markers)
	b = AppendString(b, h.Constraint)
	b = AppendPos(b, h.ConstraintPos)
	b = AppendBool(b, h.Generated)
	b = AppendInt(b, len(h.Imports))
	for _, im := range h.Imports {
		b = AppendString(b, im.Name)
		b = AppendString(b, im.Path)
		b = AppendPos(b, im.Pos)
		b = AppendPos(b, im.PathPos)
		b = AppendPos(b, im.End)
	}
	b = AppendInt(b, len(h.Directives))
	for _, d := range h.Directives {
		b = AppendString(b, d.Verb)
		b = AppendString(b, d.Args)
		b = AppendPos(b, d.Pos)
		b = AppendInt(b, d.From)
		b = AppendInt(b, d.To)
	}
	return b
}

func readHeader(d *Decoder) *headerFact {
	h := &headerFact{lfs: d.Bool(), badUTF8: d.Int(), errs: readSyntaxErrors(d)}
	h.Package = d.String()
	h.PackagePos = d.Pos()
	h.Doc = d.String()
	h.Markers = d.Strings()
	h.Constraint = d.String()
	h.ConstraintPos = d.Pos()
	h.Generated = d.Bool()
	if n := d.Len(); n > 0 {
		h.Imports = make([]Import, n)
		for i := range h.Imports {
			h.Imports[i] = Import{Name: d.String(), Path: d.String(), Pos: d.Pos(), PathPos: d.Pos(), End: d.Pos()}
		}
	}
	if n := d.Len(); n > 0 {
		h.Directives = make([]Directive, n)
		for i := range h.Directives {
			h.Directives[i] = Directive{Verb: d.String(), Args: d.String(), Pos: d.Pos(), From: d.Int(), To: d.Int()}
		}
	}
	return h
}

func appendSyntaxErrors(b []byte, errs []syntaxError) []byte {
	b = AppendInt(b, len(errs))
	for _, e := range errs {
		b = AppendString(AppendPos(b, e.Pos), e.Msg)
	}
	return b
}

func readSyntaxErrors(d *Decoder) []syntaxError {
	n := d.Len()
	if n == 0 {
		return nil
	}
	errs := make([]syntaxError, n)
	for i := range errs {
		errs[i] = syntaxError{Pos: d.Pos(), Msg: d.String()}
	}
	return errs
}
