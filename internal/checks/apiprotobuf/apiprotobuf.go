// Package apiprotobuf reports protobuf tags that clash or disagree with JSON.
package apiprotobuf

import (
	_ "embed"
	"fmt"
	"go/token"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports protobuf tags that clash or disagree with JSON.
var Check = &checks.Check{
	ID:       "KA414",
	Slug:     "protobuf-tag",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Names: true} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Names bool `yaml:"names" jsonschema:"description=report names that differ from those in JSON"`
}

func run(p *checks.Pass) error {
	names := p.Options.(*Settings).Names
	for _, d := range apiscope.Select(p, api.Builtin).Structs() {
		first := map[int]*api.Member{}
		for _, m := range d.Fields() {
			tag, ok := protobuf(m)
			if m.Outer != nil || m.Nth > 0 || !ok {
				continue
			}
			if !tag.valid() {
				p.Report(apiscope.Field(m, fmt.Sprintf("protobuf tag %q of field `%s` has no valid number", tag.text, m.Path()), "write it like `bytes,1,opt,name=foo`; 19000 to 19999 are reserved"))
				continue
			}
			if other := first[tag.number]; other != nil {
				f := apiscope.Field(m, fmt.Sprintf("protobuf number %d of field `%s` is that of `%s` too", tag.number, m.Path(), other.Name), "give it a number that was never used")
				f.Related = []checks.Related{{Path: d.File.Path, Pos: other.Pos, Message: "the other field"}}
				p.Report(f)
			}
			first[tag.number] = m
			if names && tag.name != "" && m.JSON != "" && !m.Embedded && tag.name != m.JSON && token.IsIdentifier(m.JSON) {
				d := apiscope.Field(m, fmt.Sprintf("field `%s` is called `%s` in protobuf", m.Path(), tag.name), "give it the same name: messages and references use either")
				d.Severity = checks.Info // and stays, once it is released
				p.Report(d)
			}
		}
	}
	return nil
}

type tag struct {
	text   string
	number int
	name   string
}

func (t tag) valid() bool {
	const most = 1<<29 - 1
	return t.number > 0 && t.number <= most && (t.number < 19000 || t.number > 19999)
}

func protobuf(m *api.Member) (t tag, ok bool) {
	pairs, _ := api.ParseTag(m.Tag)
	for _, pair := range pairs {
		if pair.Key != "protobuf" || pair.Value == "-" {
			continue
		}
		t.text = pair.Value
		parts := strings.Split(pair.Value, ",")
		if len(parts) < 2 {
			return t, true
		}
		t.number, _ = strconv.Atoi(parts[1])
		for _, part := range parts[2:] {
			if name, ok := strings.CutPrefix(part, "name="); ok {
				t.name = name
			}
		}
		return t, true
	}
	return t, false
}
