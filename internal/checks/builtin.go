package checks

import (
	_ "embed"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Builtin returns the checks the driver itself answers for: that the tree could
// be read, and that ignore directives and baselines are sound. Package suite lists them
// before all others.
func Builtin() []*Check {
	return []*Check{IgnoreUnused, IgnoreMalformed, BaselineStale, LoadError, LoadWarning}
}

//go:embed pages/load-error.md
var loadErrorDoc string

// LoadError reports what the walker could not read or understand, so that part
// of the source was not analysed.
var LoadError = &Check{
	ID: "KL001", Slug: "load-error",
	Doc:      loadErrorDoc,
	Since:    "v0.1.0",
	Severity: Error,
	Run:      func(p *Pass) error { reportLoad(p, true); return nil },
}

//go:embed pages/load-warning.md
var loadWarningDoc string

// LoadWarning reports what the walker found odd and could do without.
var LoadWarning = &Check{
	ID: "KL002", Slug: "load-warning",
	Doc:      loadWarningDoc,
	Since:    "v0.1.0",
	Severity: Warning,
	Run:      func(p *Pass) error { reportLoad(p, false); return nil },
}

func reportLoad(p *Pass, partial bool) {
	for _, e := range p.Tree.Errors {
		if e.Partial == partial {
			p.Report(loadDiagnostic(e))
		}
	}
}

func loadDiagnostic(e walk.LoadError) Diagnostic {
	d := Diagnostic{Path: e.Path, Pos: e.Pos, Message: e.Msg, Remedy: e.Hint}
	if d.Path == "" {
		d.Path = "."
	}
	d.Symbol = d.Path
	return d
}

//go:embed pages/ignore-unused.md
var ignoreUnusedDoc string

// IgnoreUnused reports ignore directives that silence nothing.
var IgnoreUnused = &Check{
	ID: "KA001", Slug: "ignore-unused",
	Doc:      ignoreUnusedDoc,
	Since:    "v0.1.0",
	Severity: Warning,
	Fix:      FixSafe,
	Run:      runBySuppress,
}

//go:embed pages/ignore-malformed.md
var ignoreMalformedDoc string

// IgnoreMalformed reports directives that cannot be obeyed as written.
var IgnoreMalformed = &Check{
	ID: "KA002", Slug: "ignore-malformed",
	Doc:      ignoreMalformedDoc,
	Since:    "v0.1.0",
	Severity: Error,
	Run:      runBySuppress,
}

// runBySuppress stands in for checks whose work is done in suppress, after
// every other check has reported.
func runBySuppress(*Pass) error { return nil }
