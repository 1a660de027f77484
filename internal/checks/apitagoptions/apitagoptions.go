// Package apitagoptions reports options of json tags that encoding/json does
// not know and therefore ignores.
package apitagoptions

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports json options with blanks around them or of unknown names.
var Check = &checks.Check{
	ID:       "KA411",
	Slug:     "json-tag-options",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Options{Known: []string{}} },
	Run:      run,
}

// Options are the settings of the check.
type Options struct {
	// Known are further options that are no mistake.
	Known []string `yaml:"known" jsonschema:"description=names of further options that some decoder of the tree understands"`
}

// known are the options that encoding/json and the decoders of Kubernetes
// understand.
var known = []string{"omitempty", "omitzero", "string", "inline"}

func run(p *checks.Pass) error {
	valid := slices.Concat(known, p.Options.(*Options).Known)
	for _, t := range apiscope.Of(p, api.DescriptionScript).Types() {
		for _, m := range t.Fields() {
			pairs, _ := api.ParseTag(m.Tag)
			for _, pair := range pairs {
				if pair.Key == "json" && m.Nth == 0 {
					options(p, m, pair, valid)
				}
			}
		}
	}
	return nil
}

// options reports what is wrong with the options of one tag.
func options(p *checks.Pass, m *api.Member, pair api.TagPair, valid []string) {
	_, rest, _ := strings.Cut(pair.Value, ",")
	at := pair.ValueStart() + len(pair.Value) - len(rest)
	var seen []string
	for _, opt := range strings.Split(rest, ",") {
		start := at
		at += len(opt) + 1
		name := strings.TrimSpace(opt)
		if name == "" || name == opt && slices.Contains(valid, name) && !slices.Contains(seen, name) {
			seen = append(seen, name)
			continue
		}
		d := checks.Diagnostic{Path: m.Decl.File.Path, Symbol: m.Symbol()}
		pos, off, exact := m.TagAt(start)
		d.Pos, d.End = pos, apiscope.End(pos, opt)
		if !exact {
			d.End = apiscope.End(pos, m.Tag)
		}
		what, remedy, replacement := judge(opt, name, valid)
		edit := checks.Edit{Path: d.Path, Start: off, End: off + len(opt), New: replacement}
		if slices.Contains(seen, name) || replacement != "" && slices.Contains(seen, replacement) {
			what, remedy = fmt.Sprintf("`%s` is there already", name), "remove the second one"
			edit.Start, edit.New, replacement = off-1, "", name
		}
		seen = append(seen, name)
		d.Message = fmt.Sprintf("json option of field `%s`: %s", m.GoName(), what)
		d.Remedy = remedy
		if exact && replacement != "" {
			d.Fixes = []checks.Fix{{Message: remedy, Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
		}
		p.Report(d)
	}
}

// judge says what is wrong with an option, what to do, and what to write in its
// place; "" if that is not clear.
func judge(opt, name string, valid []string) (what, remedy, replacement string) {
	if slices.Contains(valid, name) {
		return fmt.Sprintf("`%s` has blanks around it and is ignored", opt), fmt.Sprintf("write `%s`", name), name
	}
	what = fmt.Sprintf("`%s` is unknown and ignored", name)
	if s := checks.Suggest(name, valid); s != "" {
		return what, fmt.Sprintf("write `%s`", s), s
	}
	return what, fmt.Sprintf("remove it, or use one of %s; list it under settings.json-tag-options.known if a decoder of yours knows it",
		strings.Join(valid, ", ")), ""
}
