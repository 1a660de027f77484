package summarize

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

func itoa(n int) string { return strconv.Itoa(n) }

// How many rows tables of a page have.
const (
	maxEffects = 12
	maxFlags   = 12
	maxUsage   = 16 // words of a flag's help
	maxFields  = 10
	maxNumbers = 8
	maxWhy     = 32 // words of the comment on a number
	maxFails   = 10
	maxNext    = 6
)

// effects is the table of what the target changes outside of itself.
func (p *pageWriter) effects() Section {
	sec := p.section("effects")
	t := Table{Head: p.heads("head.what", "head.where")}
	for _, e := range p.found() {
		if e.class == "metric" || e.class == "signal" || len(t.Rows) == maxEffects {
			continue
		}
		what := p.request(e)
		switch {
		case e.class == "event":
			continue // the first screen lists them
		case what == nil:
			what = wording.Code(e.verb)
		}
		t.Rows = append(t.Rows, Row{Cells: [][]Part{what, p.codes(e.by[:min(len(e.by), 3)]...)}, At: e.at[0]})
	}
	if len(t.Rows) > 1 {
		sec.Tables = append(sec.Tables, t)
	}
	return sec
}

func (p *pageWriter) heads(ids ...string) (out []string) {
	for _, id := range ids {
		out = append(out, wording.Phrase(p.lang, id))
	}
	return out
}

// configuration is the table of flags with their defaults.
func (p *pageWriter) configuration() Section {
	sec := p.section("config")
	c := newConfiguration(p.g, p.settings)
	if len(c.flags) == 0 {
		return sec
	}
	t := Table{Caption: p.say("config.flags", nil), Head: p.heads("head.flag", "head.default", "head.usage")}
	slices.SortStableFunc(c.flags, func(a, b setFlag) int { return strings.Compare(empty(a.value), empty(b.value)) })
	for _, f := range c.flags {
		if len(t.Rows) == maxFlags {
			break
		}
		at := factgraph.Pos{Path: f.Path, Line: f.Line}
		t.Rows = append(t.Rows, Row{Cells: [][]Part{wording.Code("--" + f.Name), wording.Text(f.value), wording.Quoted(clip(f.Usage, maxUsage))}, At: at})
	}
	sec.Tables = append(sec.Tables, t)
	return sec
}

// numbers is the table of constants and variables with a value that a comment
// explains.
func (p *pageWriter) numbers() Section {
	sec := p.section("numbers")
	t := Table{Head: p.heads("head.name", "head.value", "head.comment")}
	for _, v := range p.g.Values {
		value := v.Initial
		if v.Const {
			value = v.Value
		}
		if len(t.Rows) == maxNumbers || v.Pkg != p.opts.Target.Package.ImportPath || value == "" || len(strings.Fields(v.Doc)) < 4 {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: [][]Part{wording.Code(v.Name), wording.Text(value), wording.Quoted(wording.Sentences(v.Doc, maxWhy))}, At: v.At})
	}
	if len(t.Rows) > 0 {
		sec.Tables = append(sec.Tables, t)
	}
	return sec
}

// state is the table of what the types keep that journeys change.
func (p *pageWriter) state() Section {
	sec := p.section("state")
	used := map[factgraph.Sym][]string{}
	for _, part := range p.doc.Parts() {
		if part.Level == 0 || part.Func == nil {
			continue
		}
		name := p.names.of(part.Func.Sym)
		factgraph.InspectActs(part.Func.Body, func(a *factgraph.Act) {
			changed := (a.Verb == factgraph.Sets || a.Verb == factgraph.Grows || a.Verb == factgraph.Deletes || a.Verb == factgraph.Sends) && !a.Copy
			if changed && a.Field.Name != "" && !slices.Contains(used[a.Field], name) {
				used[a.Field] = append(used[a.Field], name)
			}
		})
	}
	t := Table{Head: p.heads("head.field", "head.type", "head.comment")}
	for _, typ := range p.g.Types {
		for _, f := range typ.Fields {
			if len(t.Rows) == maxFields || len(used[factgraph.Sym{Pkg: typ.Pkg, Name: typ.Name + "." + f.Name}]) == 0 || f.Doc == "" {
				continue
			}
			t.Rows = append(t.Rows, Row{Cells: [][]Part{wording.Code(typ.Name + "." + f.Name), wording.Code(f.Type), wording.Quoted(wording.Sentences(f.Doc, 20))}, At: f.At})
		}
	}
	if len(t.Rows) > 0 {
		sec.Tables = append(sec.Tables, t)
	}
	return sec
}

// failure lists the errors that no step on the page tells.
func (p *pageWriter) failure() Section {
	sec := p.section("failure")
	told := map[string]bool{}
	for _, part := range p.doc.Parts() {
		plan.Walk(part.Items, func(it *plan.Item) {
			if it.Exit != nil {
				told[it.Exit.Text] = true
			}
		})
	}
	for _, f := range p.g.Funcs {
		if f.Pkg != p.opts.Target.Package.ImportPath || plan.Double(f) {
			continue
		}
		factgraph.Inspect(f.Body, func(n *factgraph.Node) bool {
			if n.Kind == factgraph.Leave && n.Exit.Error == "new" && n.Exit.Text != "" && !told[n.Exit.Text] && len(sec.Sentences) < maxFails {
				told[n.Exit.Text] = true
				sec.Sentences = append(sec.Sentences, p.say("fails.with", []factgraph.Pos{n.At}, wording.Code(p.names.of(f.Sym)), wording.Quoted(n.Exit.Text)))
			}
			return true
		})
	}
	return sec
}

// next lists files in reading order, with what they hold.
func (p *pageWriter) next() Section {
	sec := p.section("next")
	files := map[string][]string{}
	at := map[string]factgraph.Pos{}
	var order []string
	for _, part := range p.doc.Parts() {
		f := part.Func
		if f == nil {
			continue
		}
		if _, ok := files[f.At.Path]; !ok {
			order, at[f.At.Path] = append(order, f.At.Path), f.At
		}
		files[f.At.Path] = append(files[f.At.Path], p.names.of(f.Sym))
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(len(files[b]), len(files[a])) })
	for _, path := range order[:min(len(order), maxNext)] {
		names := files[path]
		sec.Sentences = append(sec.Sentences, p.say("next.file", []factgraph.Pos{at[path]}, wording.Text(path[strings.LastIndexByte(path, '/')+1:]), p.codes(names[:min(len(names), 4)]...)))
	}
	return sec
}

// empty sorts what has no value last.
func empty(s string) string {
	if s == "" {
		return "1"
	}
	return "0"
}

// clip cuts a text behind so many words, and says so.
func clip(s string, words int) string {
	list := strings.Fields(s)
	if len(list) <= words {
		return strings.Join(list, " ")
	}
	return strings.Join(list[:words], " ") + " …"
}
