package evalroad

import (
	"cmp"
	"slices"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A Trace says where the time of an evaluation went.
type Trace struct {
	// Parse, Check and Evaluate are how long it took to find and parse the
	// packages, to type-check their declarations, and to evaluate the programs,
	// bodies that were parsed and checked on the way included.
	Parse, Check, Evaluate time.Duration
	// Packages holds all that were loaded, the largest first.
	Packages []PackageSize
}

// A PackageSize is how much source a package is.
type PackageSize struct {
	Path  string
	Files int
	Bytes int
}

func (t *Trace) fill(prog *typed.Program, evaluate time.Duration) {
	t.Parse, t.Check, t.Evaluate = prog.ParseTime, prog.CheckTime, evaluate
	for _, p := range prog.Packages {
		s := PackageSize{Path: p.Path, Files: len(p.Files)}
		for _, f := range p.Files {
			s.Bytes += int(f.FileEnd - f.FileStart)
		}
		t.Packages = append(t.Packages, s)
	}
	slices.SortFunc(t.Packages, func(a, b PackageSize) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Path, b.Path))
	})
}
