package walk

import (
	"cmp"
	"slices"
	"strconv"
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
