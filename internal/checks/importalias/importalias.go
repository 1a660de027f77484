// Package importalias is the check import-alias: a file lists by which names
// packages are to be imported.
package importalias

import (
	_ "embed"
	"fmt"
	"go/token"
	"path"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

//go:embed doc.md
var doc string

// defaultFile is where a Kubernetes tree has its aliases.
const defaultFile = "hack/.import-aliases"

// aliasFile tells a file that was meant to be the list of aliases: an object of
// strings, with something like an import path for a key.
var aliasFile = rulefile.Kind{Path: defaultFile, Signs: regexp.MustCompile(`^\s*\{\s*"[^"\n]*[./][^"\n]*"\s*:\s*"`)}

// Options are the settings of the check.
type Options struct {
	// File is the alias file; it need not exist unless it is set.
	File string `yaml:"file" json:"file" jsonschema:"description=JSON object from import paths or patterns of them to names; default hack/.import-aliases if there is one"`
	// Include limits the check to directories it matches.
	Include *string `yaml:"include" json:"include" jsonschema:"description=regular expression; only directories it matches are looked at. Default: what the tree's own verify script looks at or else all of them"`
	// Exclude leaves out directories it matches.
	Exclude *string `yaml:"exclude" json:"exclude" jsonschema:"description=regular expression; directories it matches are not looked at. Default: what the tree's own verify script leaves out or else nothing"`
}

// Check is import-alias.
var Check = &checks.Check{
	ID:       "KI103",
	Slug:     "import-alias",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Vendor:   true, // for the names of vendored packages
	Options:  func() any { return new(Options) },
	Run:      run,
}

// checker is one run.
type checker struct {
	*checks.Pass
	file    string
	aliases *aliases
	include *regexp.Regexp
	exclude *regexp.Regexp // nil excludes nothing
	wanted  map[string]wish
	renames renamer
}

// A wish is how a path is to be imported; alias is nil if it does not matter.
type wish struct {
	alias *alias
	name  string
}

func run(p *checks.Pass) error {
	opts := p.Options.(*Options)
	c := &checker{Pass: p, file: opts.File, wanted: map[string]wish{}}
	if c.file == "" {
		aliasFile.Report(p)
		if c.file = defaultFile; !p.Tree.Exists(c.file) {
			return nil
		}
	}
	src, err := p.ReadFile(c.file)
	if err != nil {
		return fmt.Errorf("reading the import aliases: %w", err)
	}
	if err := c.setScope(opts); err != nil {
		return err
	}
	var faults []fault
	c.aliases, faults = parseAliases(src)
	for _, f := range faults {
		c.reportFault(f)
	}
	c.renames = renamer{pass: p, wanted: func(path string) string { return c.wish(path).name }}
	for _, pkg := range p.Tree.Packages {
		if !pkg.Vendored && c.include.MatchString(pkg.Dir) && (c.exclude == nil || !c.exclude.MatchString(pkg.Dir)) {
			for _, f := range pkg.Files {
				c.checkFile(f)
			}
		}
	}
	return nil
}

// setScope settles which directories are looked at: what the settings say, or
// what the tree's own script hands to the tool.
func (c *checker) setScope(opts *Options) error {
	own := scopeOf(c.Tree)
	compile := func(key string, set *string, scripted string) (*regexp.Regexp, error) {
		if set != nil {
			re, err := regexp.Compile(*set)
			if err != nil {
				return nil, fmt.Errorf("settings.import-alias.%s: %q is not a regular expression: %s", key, *set, cause(err))
			}
			return re, nil
		}
		re, err := regexp.Compile(scripted)
		if err != nil {
			c.Report(checks.Diagnostic{
				Path: own.file, Symbol: own.file + " " + key,
				Message: fmt.Sprintf("the script gives the tool a malformed pattern for the paths to %s, %q: %s", key, scripted, cause(err)),
				Remedy:  fmt.Sprintf("correct it, or set settings.import-alias.%s; until then the pattern is not applied", key),
			})
			return regexp.MustCompile(""), nil
		}
		return re, nil
	}
	var err error
	if c.include, err = compile("include", opts.Include, own.include); err != nil {
		return err
	}
	if opts.Exclude == nil && own.exclude == "" || opts.Exclude != nil && *opts.Exclude == "" {
		return nil
	}
	if c.exclude, err = compile("exclude", opts.Exclude, own.exclude); err == nil && c.exclude.String() == "" {
		c.exclude = nil // the script's was malformed
	}
	return err
}

func cause(err error) string { return strings.TrimPrefix(err.Error(), "error parsing regexp: ") }

func (c *checker) reportFault(f fault) {
	c.Report(checks.Diagnostic{
		Path: c.file, Pos: f.pos, Symbol: c.file,
		Message: "alias file " + f.msg,
		Remedy:  "correct the entry; it is not applied as it stands",
	})
}

// wish returns how a path is to be imported.
func (c *checker) wish(importPath string) wish {
	w, ok := c.wanted[importPath]
	if !ok {
		w.alias, w.name = c.aliases.find(importPath)
		if w.alias != nil && (!token.IsIdentifier(w.name) || w.name == "_") {
			c.reportFault(fault{w.alias.pos, fmt.Sprintf("asks for the name %q for %q, which is not a Go identifier", w.name, importPath)})
			w = wish{}
		}
		c.wanted[importPath] = w
	}
	return w
}

func (c *checker) checkFile(f *walk.File) {
	for i := range f.Header.Imports {
		imp := &f.Header.Imports[i]
		if imp.Name == "_" {
			continue // a package that is not named has no wrong name
		}
		w := c.wish(imp.Path)
		if w.alias == nil {
			continue
		}
		name := imp.Name
		if name == "" {
			name = c.renames.nameOf(f, imp.Path)
		}
		if name != w.name {
			c.report(f, imp, name, w)
		}
	}
}

func (c *checker) report(f *walk.File, imp *walk.Import, name string, w wish) {
	d := checks.Diagnostic{
		Path: f.Path, Pos: imp.Pos, End: imp.End,
		Symbol:  f.Path + " -> " + imp.Path,
		Message: fmt.Sprintf("%q is imported as %q and must be named %q", imp.Path, name, w.name),
		Remedy:  fmt.Sprintf("rename the import to %q", w.name),
		Related: []checks.Related{{Path: c.file, Pos: w.alias.pos, Message: fmt.Sprintf("%q asks for %q", w.alias.key, w.alias.name)}},
	}
	if imp.Name == "." {
		d.Message = fmt.Sprintf("the names of %q are imported without a qualifier and must be qualified by %q", imp.Path, w.name)
	}
	fix, obstacle := c.renames.rename(f, imp, w.name)
	if fix != nil {
		d.Fixes = []checks.Fix{*fix}
	} else {
		d.Remedy += " by hand: " + obstacle
	}
	c.Report(d)
}

// lastElement is the name that a path suggests.
func lastElement(importPath string) string {
	return path.Base(strings.TrimSuffix(importPath, "/"))
}
