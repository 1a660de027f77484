// Package report shows what the checks of a run have to say: as text for people
// and as JSON for programs.
//
// New turns a checks.Result into a Report, a plain value with everything the
// formats need. The JSON format is that value, described by a JSON Schema
// (Schema, docs/report-schema.json) and versioned; the text format is made for
// terminals and reading, and may change.
//
// Messages, paths and source lines come from the checkout and are not trusted:
// the text format shows control and bidirectional characters by their escape.
package report

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Version is the version of the JSON format. It is raised when a field changes
// its meaning or goes away; fields may be added at any time.
const Version = 1

// Report is one run of the checks. It holds no time, no machine's name and no
// path outside the tree: two runs over one tree give the same bytes.
type Report struct {
	Version     int          `json:"version" jsonschema:"required,enum=1" jsonschema_description:"Version of this format."`
	Tool        Tool         `json:"tool" jsonschema:"required"`
	Tree        Tree         `json:"tree" jsonschema:"required"`
	Summary     Summary      `json:"summary" jsonschema:"required"`
	Rules       []Rule       `json:"rules" jsonschema:"required" jsonschema_description:"The checks that ran, by id."`
	Diagnostics []Diagnostic `json:"diagnostics" jsonschema:"required" jsonschema_description:"Everything the checks said, by place."`
	Suppressed  []Diagnostic `json:"suppressed" jsonschema:"required" jsonschema_description:"What ignore directives or a baseline silenced, by place."`
	Failures    []Failure    `json:"failures" jsonschema:"required" jsonschema_description:"Checks that could not do their work."`
}

// Tool is the program that made the report.
type Tool struct {
	Name    string `json:"name" jsonschema:"required"`
	Version string `json:"version" jsonschema:"required"`
}

// Tree is what was checked.
type Tree struct {
	Name      string   `json:"name" jsonschema:"required" jsonschema_description:"Path of the root module, or name of the directory."`
	Revision  string   `json:"revision,omitempty" jsonschema_description:"Commit, if the tree was read from git."`
	Platforms []string `json:"platforms" jsonschema:"required" jsonschema_description:"Platforms the files were chosen for."`
	Tags      []string `json:"tags" jsonschema:"required" jsonschema_description:"Build tags that were set."`
	Patterns  []string `json:"patterns,omitempty" jsonschema_description:"Package patterns the report was limited to."`
	// ModuleCache is an input beside the tree.
	ModuleCache bool `json:"moduleCache,omitempty" jsonschema_description:"Whether modules were read from the module cache, which is not part of the tree."`
}

// Summary counts.
type Summary struct {
	Packages   int `json:"packages" jsonschema:"required"`
	Files      int `json:"files" jsonschema:"required" jsonschema_description:"Go files that take part in a build for the platforms."`
	Errors     int `json:"errors" jsonschema:"required"`
	Warnings   int `json:"warnings" jsonschema:"required"`
	Infos      int `json:"infos" jsonschema:"required"`
	Suppressed int `json:"suppressed" jsonschema:"required"`
	// LeftOut counts the files that were not looked at on purpose.
	LeftOut *LeftOut `json:"leftOut,omitempty" jsonschema_description:"Go files that no rule looked at because no chosen platform or build tag takes them."`
	// Partial is what exit code 3 says.
	Partial bool `json:"partial" jsonschema:"required" jsonschema_description:"Whether part of the tree could not be analysed."`
}

// LeftOut counts files by why the build configuration leaves them out.
type LeftOut struct {
	Platform int      `json:"platform" jsonschema:"required" jsonschema_description:"Files that another platform would build."`
	Tags     int      `json:"tags" jsonschema:"required" jsonschema_description:"Files that only a build tag brings in."`
	Names    []string `json:"names,omitempty" jsonschema_description:"Those tags."`
}

// Rule is a check that ran.
type Rule struct {
	ID       string `json:"id" jsonschema:"required"`
	Slug     string `json:"slug" jsonschema:"required"`
	Title    string `json:"title" jsonschema:"required"`
	Severity string `json:"severity" jsonschema:"required,enum=info,enum=warning,enum=error"`

	help string // the rule's page, as Markdown
}

// Diagnostic is one thing a check said.
type Diagnostic struct {
	Rule     string `json:"rule" jsonschema:"required" jsonschema_description:"Id of the rule."`
	Slug     string `json:"slug" jsonschema:"required"`
	Severity string `json:"severity" jsonschema:"required,enum=info,enum=warning,enum=error"`
	Path     string `json:"path" jsonschema:"required" jsonschema_description:"File, relative to the root of the tree."`
	Start    *Pos   `json:"start,omitempty" jsonschema_description:"Left out if the diagnostic is about the file as a whole."`
	End      *Pos   `json:"end,omitempty" jsonschema_description:"Just behind the last byte."`
	Symbol   string `json:"symbol" jsonschema:"required" jsonschema_description:"What the diagnostic is about, in a way that survives moved lines. Key of baselines together with the rule."`
	Message  string `json:"message" jsonschema:"required"`
	Remedy   string `json:"remedy,omitempty"`
	Related  []Note `json:"related,omitempty" jsonschema_description:"Further places: the rule that was broken, an import chain."`
	Fixes    []Fix  `json:"fixes,omitempty" jsonschema_description:"Alternatives. kdoc applies the first of the wanted class."`
	Reason   string `json:"reason,omitempty" jsonschema_description:"Why it is suppressed."`

	source string // the line at Start
}

// Pos is a place in a file.
type Pos struct {
	Line   int `json:"line" jsonschema:"required,minimum=1"`
	Column int `json:"column,omitempty" jsonschema:"minimum=1" jsonschema_description:"In bytes, from 1, as the go tools count."`
}

// Note is a place that explains a diagnostic.
type Note struct {
	Path    string `json:"path" jsonschema:"required"`
	Start   *Pos   `json:"start,omitempty"`
	Message string `json:"message" jsonschema:"required"`
}

// Fix is a set of edits that belong together.
type Fix struct {
	Message string `json:"message" jsonschema:"required"`
	Class   string `json:"class" jsonschema:"required,enum=safe,enum=unsafe"`
	Edits   []Edit `json:"edits" jsonschema:"required"`
}

// Edit replaces the bytes [Start, End) of a file.
type Edit struct {
	Path  string `json:"path" jsonschema:"required"`
	Start int    `json:"start" jsonschema:"required,minimum=0"`
	End   int    `json:"end" jsonschema:"required,minimum=0"`
	New   string `json:"new" jsonschema:"required"`
}

// Failure is a check that gave up.
type Failure struct {
	Rule    string `json:"rule" jsonschema:"required"`
	Slug    string `json:"slug" jsonschema:"required"`
	Message string `json:"message" jsonschema:"required"`
}

// Input is what a Report is made of.
type Input struct {
	Tool   Tool
	Tree   *walk.Tree
	Result *checks.Result
	// Settings are what was run.
	Settings []checks.Setting
	// Patterns, and Covers, limit the report to some packages; both may be nil.
	Patterns []string
	Covers   func(path string) bool
	// Partial reports whether part of the tree could not be analysed.
	Partial bool
	// Cached reports whether modules were read from the module cache.
	Cached bool
	// Read returns a file of the tree, for the lines the text format shows; nil
	// shows none.
	Read func(path string) ([]byte, error)
}

// New makes a Report.
func New(in Input) *Report {
	r := &Report{
		Version: Version,
		Tool:    in.Tool,
		Tree: Tree{
			Name: in.Tree.Name, Revision: in.Tree.Rev,
			Platforms: nonNil(in.Tree.Build.Platforms), Tags: nonNil(in.Tree.Build.Tags), Patterns: in.Patterns, ModuleCache: in.Cached,
		},
		Rules:       []Rule{},
		Diagnostics: []Diagnostic{},
		Suppressed:  []Diagnostic{},
		Failures:    []Failure{},
	}
	severity := map[*checks.Check]checks.Severity{}
	for _, s := range in.Settings {
		severity[s.Check] = s.Severity
	}
	for _, ran := range in.Result.Ran {
		sev := severity[ran.Check]
		if sev == 0 {
			sev = ran.Check.Severity
		}
		r.Rules = append(r.Rules, Rule{ran.Check.ID, ran.Check.Slug, ran.Check.Title(), sev.String(), ran.Check.Doc})
	}
	lines := lineReader{read: in.Read}
	for _, d := range in.Result.Diagnostics {
		r.Diagnostics = append(r.Diagnostics, newDiagnostic(d, &lines))
		r.Summary.count(d.Severity)
	}
	for _, s := range in.Result.Suppressed {
		d := newDiagnostic(s.Diagnostic, &lines)
		d.Reason = s.Reason
		r.Suppressed = append(r.Suppressed, d)
	}
	for _, f := range in.Result.Failed {
		r.Failures = append(r.Failures, Failure{f.Check.ID, f.Check.Slug, f.Err.Error()})
	}
	r.Summary.Packages, r.Summary.Files = coverage(in)
	r.Summary.Suppressed = len(r.Suppressed)
	r.Summary.Partial = in.Partial
	if l := in.Tree.LeftOut(in.Covers); l.Platform+l.Tags > 0 {
		r.Summary.LeftOut = &LeftOut{l.Platform, l.Tags, l.Names}
	}
	return r
}

func (s *Summary) count(sev checks.Severity) {
	switch sev {
	case checks.Error:
		s.Errors++
	case checks.Warning:
		s.Warnings++
	case checks.Info:
		s.Infos++
	}
}

// coverage counts what of the tree was looked at.
func coverage(in Input) (packages, files int) {
	for _, p := range in.Tree.Packages {
		n := 0
		for _, f := range p.Files {
			if f.Active && (in.Covers == nil || in.Covers(f.Path)) {
				n++
			}
		}
		if n > 0 {
			packages++
			files += n
		}
	}
	return packages, files
}

func newDiagnostic(d checks.Diagnostic, lines *lineReader) Diagnostic {
	out := Diagnostic{
		Rule: d.Check.ID, Slug: d.Check.Slug, Severity: d.Severity.String(),
		Path: d.Path, Start: newPos(d.Pos), End: newPos(d.End),
		Symbol: d.Symbol, Message: d.Message, Remedy: d.Remedy,
		source: lines.line(d.Path, d.Pos.Line),
	}
	for _, n := range d.Related {
		out.Related = append(out.Related, Note{n.Path, newPos(n.Pos), n.Message})
	}
	for _, f := range d.Fixes {
		fix := Fix{Message: f.Message, Class: f.Class.String(), Edits: []Edit{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, Edit(e))
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}

func newPos(p walk.Pos) *Pos {
	if !p.IsValid() {
		return nil
	}
	return &Pos{p.Line, p.Col}
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// lineReader returns single lines; asking for those of one file in a row reads
// it once.
type lineReader struct {
	read  func(string) ([]byte, error)
	path  string
	lines []string
}

func (r *lineReader) line(path string, n int) string {
	if n <= 0 || r.read == nil {
		return ""
	}
	if path != r.path {
		src, err := r.read(path)
		if err != nil {
			src = nil
		}
		r.path, r.lines = path, strings.Split(string(src), "\n")
	}
	if n > len(r.lines) {
		return ""
	}
	return strings.TrimSuffix(r.lines[n-1], "\r")
}
