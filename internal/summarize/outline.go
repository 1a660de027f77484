package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// An outline is a walkthrough before it has a language.
type outline struct {
	sections []outlineSection
	flow     Flow
}

type outlineSection struct {
	id         string
	statements []statement
	after      []statement // behind the groups
	ordered    bool
	tables     []outlineTable
	groups     []outlineGroup
}

type outlineTable struct {
	caption statement
	head    []string // words of the catalogue
	rows    []outlineRow
}

type outlineRow struct {
	cells []arg
	at    factgraph.Pos
}

type outlineGroup struct {
	name       string
	at         factgraph.Pos
	statements []statement
}

func (s *outlineSection) empty() bool {
	return len(s.statements)+len(s.tables)+len(s.groups)+len(s.after) == 0
}

// An outliner lays out what a survey found.
type outliner struct {
	v     *survey
	s     *selection
	start *start
	conf  configuration
	uses  []typicalUse
	// room is how many names more than usual a sentence lists, where the budget
	// would not be spent otherwise.
	room int
}

func (o *outliner) outline() outline {
	var out outline
	for _, sec := range []outlineSection{
		o.what(), o.starts(), o.holds(), o.watches(), o.does(), o.serves(), o.interfaces(), o.configures(), o.measures(), o.variants(), o.next(),
	} {
		if !sec.empty() {
			out.sections = append(out.sections, sec)
		}
	}
	out.flow = o.flow()
	return out
}

func at(p ...factgraph.Pos) []factgraph.Pos { return p }

// what says what the target is.
func (o *outliner) what() outlineSection {
	sec := outlineSection{id: "what"}
	v := o.v
	for _, p := range v.g.Packages {
		if p.Path != v.root {
			continue
		}
		fact := "what.package"
		if v.target.Kind == "program" {
			fact = "what.program"
		}
		if p.Dir == "." {
			fact += ".root"
		}
		sec.statements = append(sec.statements, say(fact, at(p.At), count(len(p.Files)), codes(p.Name), texts(p.Path), texts(p.Dir)))
		if p.Doc != "" {
			sec.statements = append(sec.statements, say("comment", at(p.DocAt), quoted(p.Doc)))
		}
	}
	switch v.target.Kind {
	case "function":
		if f := v.g.Func(factgraph.Sym{Pkg: v.root, Name: v.target.Name}); f != nil {
			sec.statements = append(sec.statements, say("what.function", at(f.At), codes(f.Name)))
			sec.statements = append(sec.statements, o.calledBy(f)...)
		}
	case "type":
		if t := v.g.Type(factgraph.Sym{Pkg: v.root, Name: v.target.Name}); t != nil {
			sec.statements = append(sec.statements, o.typeStatements(t)...)
		}
	default:
		if t := o.central(); t != nil {
			sec.statements = append(sec.statements, o.typeStatements(t)...)
		}
	}
	o.subpackages(&sec)
	return sec
}

// subpackages names the packages that are read with the target.
func (o *outliner) subpackages(sec *outlineSection) {
	var below, beside mentions
	for _, p := range o.v.g.Packages {
		if p.Path == o.v.root {
			continue
		}
		if rest, ok := strings.CutPrefix(p.Path, o.v.root+"/"); ok {
			below.names, below.at = append(below.names, rest), append(below.at, p.At)
		} else {
			beside.names, beside.at = append(beside.names, p.Path), append(beside.at, p.At)
		}
	}
	for _, s := range []struct {
		fact string
		m    mentions
	}{{"what.below", below}, {"what.beside", beside}} {
		var names arg
		for _, n := range s.m.names {
			names = append(names, term{kind: plain, text: n})
		}
		if len(names) > 0 && len(names) <= 12 {
			sec.statements = append(sec.statements, say(s.fact, s.m.at, names))
		}
	}
}

// calledBy tells which functions of the package call one.
func (o *outliner) calledBy(f *factgraph.Func) (out []statement) {
	var m mentions
	for _, c := range o.v.callers[f.Sym] {
		for i := range c.Steps {
			if st := &c.Steps[i]; st.Target == f.Sym && len(m.names) < maxNames && o.s.has(o.v.name(c.Sym, "")) {
				m.add(o.v.name(c.Sym, ""), st)
			}
		}
	}
	if len(m.names) > 0 {
		out = append(out, say("called", m.at, codes(m.names...), codes(f.Name)))
	}
	return out
}

// central is the type that the target is about: what its constructor returns and
// most of what is near is a method of.
func (o *outliner) central() *factgraph.Type {
	var best *factgraph.Type
	score := 0.0
	for _, t := range o.v.g.Types {
		if t.Pkg != o.v.root || t.Form != "struct" {
			continue
		}
		n := 0.0
		for _, f := range o.v.g.Funcs {
			if f.Pkg == t.Pkg && f.Recv == t.Name {
				n += o.v.near(f)
			}
		}
		if n > score {
			best, score = t, n
		}
	}
	return best
}

func (o *outliner) typeStatements(t *factgraph.Type) (out []statement) {
	if !o.s.has(t.Name) {
		return nil
	}
	switch t.Form {
	case "struct":
		out = append(out, say("what.struct", at(t.At), codes(t.Name), count(len(t.Fields)), count(len(t.Methods))))
	case "interface":
		out = append(out, say("what.interface", at(t.At), codes(t.Name), count(len(t.Methods))))
	default:
		out = append(out, say("what.type", at(t.At), codes(t.Name), texts(t.Text)))
	}
	if t.Doc != "" {
		out = append(out, say("comment", at(t.DocAt), quoted(t.Doc)))
	}
	if impl := o.interfaceNames(t.Implements); len(impl) > 0 {
		out = append(out, say("implements", at(t.At), impl, codes(t.Name)))
	}
	return out
}

func (o *outliner) interfaceNames(syms []factgraph.Sym) (out arg) {
	for _, i := range syms {
		if n := o.v.name(i, ""); o.s.has(n) {
			out = append(out, term{kind: code, text: n})
		}
	}
	return out
}

// holds lists the fields of the types that matter.
func (o *outliner) holds() outlineSection {
	sec := outlineSection{id: "holds"}
	for _, t := range o.typesByRank() {
		if t.Form != "struct" || !o.s.has(o.v.name(t.Sym, "")) || len(sec.tables) == maxHolds {
			continue
		}
		table := outlineTable{head: []string{"head.field", "head.type", "head.comment"}}
		for _, f := range t.Fields {
			name := o.v.fieldName(t, f)
			if f.Embedded {
				name = f.Name
			}
			if !o.s.has(name) {
				continue
			}
			table.rows = append(table.rows, outlineRow{[]arg{codes(f.Name), texts(f.Type), texts(clip(f.Doc, 140))}, withComment(f.At, f.DocAt)})
		}
		if len(table.rows) == 0 {
			continue
		}
		fact := "holds.some"
		if len(table.rows) == len(t.Fields) {
			fact = "holds.all"
		}
		table.caption = say(fact, at(t.At), count(len(t.Fields)), codes(o.v.name(t.Sym, "")), count(len(table.rows)))
		sec.tables = append(sec.tables, table.narrow())
	}
	return sec
}

// withComment is a place together with the comment above it, which the row about
// it quotes; the place alone if that would be too much to cite.
func withComment(p, comment factgraph.Pos) factgraph.Pos {
	if last := max(p.Line, p.To); comment.Path == p.Path && comment.Line < p.Line && last-comment.Line < maxLines {
		return factgraph.Pos{Path: p.Path, Line: comment.Line, To: last}
	}
	return p
}

// maxLines is how many lines a place that is cited has at most.
const maxLines = 40

// narrow drops the last column if it is empty.
func (t outlineTable) narrow() outlineTable {
	last := len(t.head) - 1
	for _, r := range t.rows {
		if c := r.cells[last]; len(c) != 1 || c[0].text != "" {
			return t
		}
	}
	t.head = t.head[:last]
	for i := range t.rows {
		t.rows[i].cells = t.rows[i].cells[:last]
	}
	return t
}

// maxHolds is how many structs are set out field by field.
const maxHolds = 6

// typesByRank puts the central type first, then as ranked.
func (o *outliner) typesByRank() []*factgraph.Type {
	list := slices.Clone(o.v.g.Types)
	central := o.central()
	weight := map[*factgraph.Type]float64{}
	for _, t := range list {
		weight[t] = o.s.score[o.v.name(t.Sym, "")] * (1 + o.presence(t))
	}
	slices.SortStableFunc(list, func(a, b *factgraph.Type) int {
		x, y := weight[a], weight[b]
		switch {
		case a == central || b == central && a != b:
			if a == central {
				return -1
			}
			return 1
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// presence is how much of what is near belongs to a type.
func (o *outliner) presence(t *factgraph.Type) float64 {
	n := 0.05 * float64(len(t.Fields)+len(t.Methods))
	for _, f := range o.v.g.Funcs {
		if f.Pkg == t.Pkg && f.Recv == t.Name {
			n += o.v.near(f)
		}
	}
	return n
}

// clip cuts a text at a word.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
