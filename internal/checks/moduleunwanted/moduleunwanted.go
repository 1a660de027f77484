// Package moduleunwanted holds a tree to its list of modules it does not want to
// depend on, and to the record of who still does.
package moduleunwanted

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

//go:embed doc.md
var doc string

// Check compares the tree with hack/unwanted-dependencies.json.
var Check = &checks.Check{
	ID:       "KM201",
	Slug:     "module-unwanted",
	Doc:      doc,
	Since:    "v0.1.0",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Vendor:   true,
	Options:  func() any { return &Options{File: defaultFile} },
	Run:      run,
}

const defaultFile = "hack/unwanted-dependencies.json"

// Options are the check's settings.
type Options struct {
	// File is the list of unwanted modules.
	File string `yaml:"file" jsonschema:"description=file of the tree that lists the unwanted modules and who still refers to them,default=hack/unwanted-dependencies.json"`
	// Graph names a file with the output of "go mod graph", run in the root.
	Graph string `yaml:"graph" jsonschema:"description=file of the tree that holds the output of go mod graph; references are then compared with the whole module graph"`
}

func run(p *checks.Pass) error {
	opts := p.Options.(*Options)
	if !p.Tree.Exists(opts.File) {
		if opts.File == defaultFile {
			return nil // most trees have no such list
		}
		return fmt.Errorf("settings.module-unwanted.file: the tree has no file %q: correct the path, which starts at the tree's root", opts.File)
	}
	src, err := p.ReadFile(opts.File)
	if err != nil {
		return err
	}
	conf, problems := parseConfig(src)
	c := &checker{Pass: p, file: opts.File, config: conf, src: src, lines: linesOf(src)}
	for _, pr := range problems {
		c.report(pr.span, checks.Diagnostic{Symbol: opts.File + ": " + pr.key, Message: pr.msg, Remedy: pr.remedy})
	}
	if conf == nil {
		return nil
	}
	if opts.Graph != "" {
		data, err := p.ReadFile(opts.Graph)
		if err != nil {
			return fmt.Errorf("settings.module-unwanted.graph: %w: write the output of \"go mod graph\" there, or drop the setting", err)
		}
		c.graph = modgraph.ParseGraph(string(data))
	}
	c.gather()
	c.run()
	return nil
}

// checker is one run: the file, and what the tree says.
type checker struct {
	*checks.Pass
	file   string
	src    []byte
	lines  lines
	config *config
	graph  *modgraph.Graph // nil if the tree keeps none

	mains  []*walk.Module // what is built from here, the root first
	own    *modgraph.Own
	sums   modgraph.Sums
	vendor *walk.Module // the module whose vendor directory counts, or nil
}

func (c *checker) gather() {
	c.own = modgraph.OwnOf(c.Tree)
	for _, m := range c.Tree.Modules {
		if m.Main {
			c.mains = append(c.mains, m)
		}
	}
	c.sums = modgraph.SumsOf(c.Tree)
	if root := c.Tree.Root(); root != nil && root.Vendor != nil {
		c.vendor = root
	}
}

func (c *checker) run() {
	c.lists()
	c.ownUnwanted()
	c.undeclared()
	c.pins()
	c.vendored()
	if c.config.flat != nil && len(c.config.refs) == 0 {
		c.flat()
		return
	}
	if c.graph != nil {
		c.compareGraph()
	} else {
		c.requirements()
		c.gone()
	}
	c.importers()
}

// recordsMains reports whether the file's form lists modules of the tree that
// require an unwanted module directly. The oldest form lists third parties only;
// what came with or after the change gives it away.
func (c *checker) recordsMains() bool {
	conf := c.config
	if conf.vendored != nil || conf.hasPinned || conf.usesObjects() {
		return true
	}
	for _, r := range conf.refs {
		_, lists := r.all()
		for _, l := range lists {
			if slices.ContainsFunc(l.items, func(it item) bool { return c.main(it.value) != nil }) {
				return true
			}
		}
	}
	return false
}

// main returns the module with this path that is built from here, or nil.
func (c *checker) main(modulePath string) *walk.Module {
	if m := c.own.Module(modulePath); m != nil && m.Main {
		return m
	}
	return nil
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// report reports d at a stretch of the file.
func (c *checker) report(at span, d checks.Diagnostic) {
	d.Path, d.Pos = c.file, c.lines.pos(at.start)
	if at.end > at.start {
		d.End = c.lines.pos(at.end)
	}
	c.Report(d)
}

// because renders why a module is unwanted.
func (c *checker) because(unwanted string) string {
	if text := c.config.unwanted[unwanted].text; text != "" {
		return " (" + text + ")"
	}
	return ""
}

// rule points at the entry that makes a module unwanted.
func (c *checker) rule(unwanted string) checks.Related {
	return checks.Related{Path: c.file, Pos: c.lines.pos(c.config.unwanted[unwanted].span.start), Message: "unwanted by this entry"}
}
