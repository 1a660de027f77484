// Package modulelocalreplace holds a tree to its word that no go.mod replaces a
// module by a directory.
package modulelocalreplace

import (
	_ "embed"
	"fmt"
	"path"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

//go:embed doc.md
var doc string

// Check is module-local-replace.
var Check = &checks.Check{
	ID:       "KM203",
	Slug:     "module-local-replace",
	Doc:      doc,
	Since:    "v0.1.0",
	Severity: checks.Error,
	OptIn:    true,
	Options:  func() any { return &Options{Allow: []string{}} },
	Run:      run,
}

// Options are the settings of the check.
type Options struct {
	// InsideTree allows replacements by directories of the tree itself.
	InsideTree bool `yaml:"inside-tree" jsonschema:"description=allow replacements by directories of the tree itself such as staging modules,default=false"`
	// Allow lists modules that may be replaced by a directory.
	Allow []string `yaml:"allow" jsonschema:"description=paths of modules that may be replaced by a directory; globs as of path.Match"`
}

// Validate checks the globs.
func (o *Options) Validate() error {
	for _, glob := range o.Allow {
		if _, err := path.Match(glob, ""); err != nil {
			return fmt.Errorf("allow: malformed glob %q: globs know *, ? and [a-z]", glob)
		}
	}
	return nil
}

func run(p *checks.Pass) error {
	opts := p.Options.(*Options)
	for _, m := range p.Tree.Modules {
		for _, r := range modgraph.Replaces(m) {
			report(p, opts, m.GoModPath(), m.Dir, r)
		}
	}
	if p.Tree.Work != nil {
		for _, r := range p.Tree.Work.Replace {
			report(p, opts, "go.work", ".", r)
		}
	}
	return nil
}

func report(p *checks.Pass, opts *Options, file, dir string, r *modfile.Replace) {
	if !modgraph.IsDir(r) || opts.allows(r.Old.Path) {
		return
	}
	_, inside := modgraph.Dir(dir, r)
	where := "a directory of the tree"
	switch {
	case inside && opts.InsideTree:
		return
	case !inside:
		where = "a directory outside of the tree, which nobody else has"
	}
	d := checks.Diagnostic{
		Path:    file,
		Symbol:  file + " replaces " + r.Old.Path,
		Message: fmt.Sprintf("%s replaces %s by %s, %s", file, r.Old.Path, r.New.Path, where),
		Remedy:  "remove the replacement, or add the module to settings.module-local-replace.allow",
	}
	d.Pos, d.End = modgraph.Pos(r.Syntax)
	p.Report(d)
}

func (o *Options) allows(modulePath string) bool {
	for _, glob := range o.Allow {
		if ok, _ := path.Match(glob, modulePath); ok {
			return true
		}
	}
	return false
}
