package walk

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// location formats "path:line:col", leaving out what is not known.
func location(path string, p Pos) string {
	if path == "" {
		path = "."
	}
	if !p.IsValid() {
		return path
	}
	s := path + ":" + strconv.Itoa(p.Line)
	if p.Col > 0 {
		s += ":" + strconv.Itoa(p.Col)
	}
	return s
}

// sortErrors puts errors in the order they are reported in and drops repeats.
func sortErrors(errs []LoadError) []LoadError {
	slices.SortFunc(errs, func(a, b LoadError) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.Compact(errs)
}

// faults are the errors of a listing.
func faults(l *source.Listing) []LoadError {
	var out []LoadError
	for _, f := range l.Faults {
		out = append(out, LoadError{Path: f.Path, Msg: f.Msg, Hint: f.Hint, Partial: f.Partial})
	}
	return out
}
