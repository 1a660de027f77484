// Package apisiblingcase reports descriptions that name a field of the same
// type in the wrong case.
package apisiblingcase

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports back-ticked words that are a field's JSON name up to case.
var Check = &checks.Check{
	ID:       "KA116",
	Slug:     "doc-sibling-case",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Of(p, api.FieldNameScript, api.DescriptionScript)
	structs := s.Structs()
	// The verdict of the script for names is that of spelling alone.
	byName := api.ScriptFind(p.Tree, api.FieldNameScript) != nil
	relations := newFamily(s.View, structs)
	for _, t := range structs {
		members := t.Members()
		names := jsonNames(members)
		if !s.ByScript { // which looks at single words alone
			paths(p, s.View, t)
			relations.relatives(p, t)
		}
		other := relations.meaning(t)
		if byName {
			other = nil
		}
		words(p, t.File.Path, t.Comment(), t.Symbol(), "type `"+t.Path()+"`", names[nil], other)
		for _, m := range members {
			if m.Nth == 0 {
				words(p, t.File.Path, m.Doc, m.Symbol(), "field `"+m.Path()+"`", names[m.Outer], other)
			}
		}
	}
	return nil
}

// jsonNames returns, for each struct by the member whose type it is, the JSON
// names in it, by their lower-case form.
func jsonNames(members []*api.Member) map[*api.Member]map[string][]string {
	out := map[*api.Member]map[string][]string{}
	for _, m := range members {
		if out[m.Outer] == nil {
			out[m.Outer] = map[string][]string{}
		}
		key := strings.ToLower(m.JSON)
		out[m.Outer][key] = append(out[m.Outer][key], m.JSON)
	}
	return out
}

// classOf says whether putting the field's name in the place of the quoted word
// at line[from:to] leaves the meaning of the sentence alone. It does if nobody
// can have meant anything but the field; a word of one hump, or one in capitals,
// may be a keyword, a class or a value of another system.
func classOf(line string, from, to int) checks.FixClass {
	if word := line[from:to]; humps.MatchString(word) || speaksOfField(line, from, to) && !isCapitals(word) {
		return checks.FixSafe
	}
	return checks.FixUnsafe
}

var quoted = regexp.MustCompile("`([0-9A-Za-z_]+)`")

// words reports the misspelled names in one comment, of which only what is
// published counts. Words that other accepts are no names of fields.
func words(p *checks.Pass, path string, c api.Comment, symbol, what string, names map[string][]string, other func(line string, from, to int) bool) {
	if !strings.Contains(c.Raw, "`") {
		return // most comments
	}
	for _, l := range api.SwaggerLines(c) {
		for _, at := range quoted.FindAllStringSubmatchIndex(l.Text, -1) {
			word := l.Text[at[2]:at[3]]
			valid := names[strings.ToLower(word)]
			if len(valid) == 0 || slices.Contains(valid, word) || other != nil && other(l.Text, at[2], at[3]) {
				continue
			}
			pos := walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + at[2]}
			d := checks.Diagnostic{
				Path: path, Pos: pos, End: apiscope.End(pos, word),
				Symbol:  symbol,
				Message: fmt.Sprintf("the description of %s calls the field `%s` %q", what, valid[0], word),
				Remedy:  fmt.Sprintf("write `%s`; readers copy the name, and it is case-sensitive", strings.Join(valid, "` or `")),
			}
			if len(valid) == 1 {
				off := l.Off + at[2]
				d.Fixes = []checks.Fix{{
					Message: fmt.Sprintf("write `%s`", valid[0]),
					Class:   classOf(l.Text, at[2], at[3]),
					Edits:   []checks.Edit{{Path: path, Start: off, End: off + len(word), New: valid[0]}},
				}}
			}
			p.Report(d)
		}
	}
}
