package summarize

import (
	"strconv"
	"strings"

	ev "github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// record notes what the statements of an outline prove, in no language, for a
// model to cite.
func (o *outliner) record(out outline) *ev.Record {
	r := &recorder{o: o, readings: readings(), files: map[string][]string{}, funcs: map[string]*factgraph.Func{}, weights: map[string]float64{}}
	for _, f := range o.v.g.Funcs {
		if name := o.v.name(f.Sym, ""); r.funcs[name] == nil {
			r.funcs[name] = f
		}
	}
	rec := &ev.Record{Target: o.v.target.String(), Kind: o.v.target.Kind, Package: o.v.target.Package.Name}
	for _, sec := range out.sections {
		rec.Parts = append(rec.Parts, r.part(sec))
	}
	return rec
}

// A recorder turns statements into cards.
type recorder struct {
	o        *outliner
	readings map[string]reading
	files    map[string][]string // lines, by path
	funcs    map[string]*factgraph.Func
	weights  map[string]float64
	into     *ev.Part // what is being filled
	// its is what statements are about: the group's function, or else what the
	// statement before named.
	its string
}

func (r *recorder) part(sec outlineSection) ev.Part {
	p := ev.Part{Section: sec.id}
	r.into = &p
	r.its = r.o.v.target.Package.Name
	before := func(list []statement) {
		for i, s := range list {
			r.statement(s, 1-0.02*float64(min(i, 20)))
		}
	}
	before(sec.statements)
	for _, t := range sec.tables {
		r.table(t)
	}
	for _, g := range sec.groups {
		r.its = g.name
		w := r.weight(g.name)
		for _, s := range g.statements {
			r.statement(s, w)
		}
		r.excerpt(g.name)
		r.alone(g.name)
	}
	r.its = r.o.v.target.Package.Name
	before(sec.after)
	r.lacks(sec)
	r.order(sec.id)
	return p
}

// weight is how much a function counts.
func (r *recorder) weight(name string) float64 {
	if f := r.funcs[name]; f != nil {
		return r.o.v.weight(f)
	}
	return 0.5
}

// statement makes a card of a statement.
func (r *recorder) statement(s statement, weight float64) {
	rd, ok := r.readings[s.fact]
	if !ok {
		rd = r.readings[strings.TrimSuffix(s.fact, ".self")]
	}
	if rd.weight != 0 {
		weight *= rd.weight
	}
	c := ev.Card{Fact: s.fact, At: places(s.at), Rank: weight, Line: r.line(s.at)}
	for _, t := range rd.triples {
		for _, subject := range r.ends(t.s, s.args) {
			for _, object := range r.ends(t.o, s.args) {
				if subject != "" && object != "" && subject != object {
					c.Relations = append(c.Relations, ev.Relation{S: subject, R: t.r, O: object})
				}
			}
		}
	}
	for _, i := range rd.names {
		c.Names = append(c.Names, r.ends(end{arg: i}, s.args)...)
	}
	for n, i := range rd.literals {
		if i < len(s.args) {
			for _, x := range s.args[i] {
				if x.kind == word {
					continue
				}
				l := x.literal()
				if n < len(rd.nouns) {
					l += " " + rd.nouns[n]
				}
				c.Literals = append(c.Literals, l)
			}
		}
	}
	if rd.quote > 0 && rd.quote <= len(s.args) && len(s.args[rd.quote-1]) > 0 {
		c.Quote = s.args[rd.quote-1][0].text
	}
	r.into.Cards = append(r.into.Cards, c)
	if rd.quote == 0 && len(c.Relations) > 0 && len(s.args) > 0 && strings.HasPrefix(s.fact, "what.") {
		r.its = c.Relations[0].S // what a comment that follows is about
	}
}

func (t term) literal() string {
	if t.kind == number {
		return strconv.Itoa(t.n)
	}
	return t.text
}

// ends lists the names that an end of a relation stands for.
func (r *recorder) ends(e end, args []arg) (out []string) {
	switch {
	case e.its:
		return []string{r.its}
	case e.word != "":
		return []string{e.word}
	case e.arg >= len(args):
		return nil
	}
	for _, t := range args[e.arg] {
		if t.kind == word {
			continue
		}
		out = append(out, r.full(t.literal()))
	}
	return out
}

// full gives a name its type back, which goes without saying under the heading
// of one of the type's methods.
func (r *recorder) full(name string) string {
	f := r.funcs[r.its]
	if f == nil || name == "" || strings.ContainsAny(name, ".( ") {
		return name
	}
	owners := []string{f.Recv}
	if f.Recv == "" {
		owners = nil
		for _, x := range f.Results {
			if x.Sym.Pkg == f.Pkg {
				owners = append(owners, x.Sym.Name)
			}
		}
	}
	for _, owner := range owners {
		t := r.o.v.g.Type(factgraph.Sym{Pkg: f.Pkg, Name: owner})
		if r.o.v.g.Func(factgraph.Sym{Pkg: f.Pkg, Name: owner + "." + name}) != nil || t != nil && hasField(t, name) {
			return owner + "." + name
		}
	}
	return name
}

func hasField(t *factgraph.Type, name string) bool {
	for _, f := range t.Fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// table makes a card of each row.
func (r *recorder) table(t outlineTable) {
	c := ev.Card{Fact: t.caption.fact, At: places(t.caption.at), Rank: 0.8, Line: r.line(t.caption.at)}
	kind := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(t.caption.fact, ".all"), ".some"), ".own")
	subject := ""
	switch kind {
	case "holds":
		subject = t.caption.args[1][0].text
		c.Relations = []ev.Relation{{S: subject, R: ev.Has, O: "fields"}}
		c.Literals = []string{t.caption.args[0][0].literal() + " fields"}
	case "start.passes":
		subject = t.caption.args[1][0].text
		c.Relations = []ev.Relation{{S: t.caption.args[0][0].text, R: ev.Calls, O: subject}}
	default:
		if len(t.caption.args) > 0 && len(t.caption.args[0]) > 0 {
			c.Literals = []string{t.caption.args[0][0].literal()}
			if noun := map[string]string{"conf.flags": "flags", "conf.gates": "gates", "measures.metrics": "metrics", "serves.paths": "paths"}[kind]; noun != "" {
				c.Literals[0] += " " + noun
			}
		}
	}
	r.into.Cards = append(r.into.Cards, c)
	for i, row := range t.rows {
		c := r.row(kind, subject, row)
		c.Rank = 0.7 - 0.01*float64(min(i, 40))
		r.into.Cards = append(r.into.Cards, c)
	}
}

func (r *recorder) row(kind, subject string, row outlineRow) ev.Card {
	c := ev.Card{Fact: "row." + kind, At: places(at(row.at)), Line: r.line(at(row.at))}
	cell := func(i int) string {
		if i < len(row.cells) && len(row.cells[i]) > 0 && row.cells[i][0].kind != word {
			return row.cells[i][0].literal()
		}
		return ""
	}
	relate := func(s, rel, o string) {
		if s != "" && o != "" {
			c.Relations = append(c.Relations, ev.Relation{S: s, R: rel, O: o})
		}
	}
	name := cell(0)
	switch kind {
	case "holds":
		member := subject + "." + name
		relate(subject, ev.Has, member)
		relate(member, ev.Is, cell(1))
		c.Quote = cell(2)
		name = member
	case "start.passes":
		relate(subject, ev.Gets, name)
		relate(name, ev.Gets, cell(1))
	case "conf.flags":
		relate(name, ev.Sets, cell(1))
		relate(name, ev.Defaults, cell(2))
		c.Quote = cell(3)
	case "serves.paths":
		if handler := cell(1); handler != "" {
			relate(handler, ev.Under, name)
			relate(cell(2), ev.Registers, handler)
		} else {
			relate(cell(2), ev.Declares, name)
		}
	case "measures.metrics":
		relate(name, ev.Is, cell(1))
		relate(name, ev.KeptIn, cell(2))
		c.Quote = cell(3)
	case "conf.gates":
		relate(name, ev.Defaults, cell(1))
		relate(name, ev.Is, cell(2))
		for _, reader := range row.cells[3] {
			relate(reader.text, ev.Asks, name)
		}
	default:
		relate(name, ev.Is, cell(1))
		c.Quote = cell(2)
		c.Names = []string{name}
	}
	if c.Quote != "" {
		relate(name, ev.Says, commentWord)
	}
	return c
}

// line is the first line of source that a statement was read from: of a comment
// the one that it is about.
func (r *recorder) line(at []factgraph.Pos) string {
	if len(at) == 0 || !at[0].IsValid() {
		return ""
	}
	block := false
	lines := r.source(at[0].Path)
	for i := at[0].Line - 1; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		block = block || strings.HasPrefix(line, "/*")
		if !block && !strings.HasPrefix(line, "//") {
			return line
		}
		block = block && !strings.HasSuffix(line, "*/")
	}
	return ""
}

func (r *recorder) source(path string) []string {
	lines, ok := r.files[path]
	if !ok {
		if src, err := r.o.v.tree.ReadFile(path); err == nil { // without source a card lacks its line
			lines = strings.Split(string(src), "\n")
		}
		r.files[path] = lines
	}
	return lines
}
