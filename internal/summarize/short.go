package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// maxPurpose is how many words of a design comment stand on the first screen.
const maxPurpose = 60

// short is the first screen: what the target is for, who runs it, what sets it to
// work and what it changes.
func (p *pageWriter) short() Section {
	sec := p.section("short")
	sec.Running = true
	add := func(s Sentence) { sec.Sentences = append(sec.Sentences, s) }
	if doc, at := p.purpose(); doc != "" {
		add(Sentence{Fact: "comment", Parts: p.w.Quote(p.quotedPurpose()), At: places([]factgraph.Pos{at})})
	}
	if s, ok := p.runBy(); ok {
		add(s)
	}
	p.works(add)
	p.changes(add)
	return sec
}

// quotedPurpose is what the first screen quotes.
func (p *pageWriter) quotedPurpose() string {
	doc, _ := p.purpose()
	return wording.Sentences(doc, maxPurpose)
}

// lead is the first sentence of what the target is for.
func (p *pageWriter) lead() string {
	doc, _ := p.purpose()
	return wording.Sentences(doc, 1)
}

// purpose is the comment that says what the target is for: its own, that of its
// package, or that of the type that most is a method of.
func (p *pageWriter) purpose() (string, factgraph.Pos) {
	t := p.opts.Target
	sym := factgraph.Sym{Pkg: t.Package.ImportPath, Name: t.Name}
	if f := p.g.Func(sym); f != nil && f.Doc != "" {
		return f.Doc, f.DocAt
	}
	if x := p.g.Type(sym); x != nil && x.Doc != "" {
		return x.Doc, x.DocAt
	}
	for _, x := range p.g.Packages {
		if x.Path == t.Package.ImportPath && x.Doc != "" {
			return x.Doc, x.DocAt
		}
	}
	for _, x := range p.g.Packages {
		if x.Path == t.Package.ImportPath && len(x.Notes) > 0 {
			return x.Notes[0].Text, x.Notes[0].At
		}
	}
	if x := p.central(); x != nil && x.Doc != "" {
		return x.Doc, x.DocAt
	}
	for _, j := range p.doc.Journeys {
		if f := j.Parts[0].Func; f != nil && f.Doc != "" {
			return f.Doc, f.DocAt
		}
	}
	return "", factgraph.Pos{}
}

// central is the struct of the target that most of what is told is a method of.
func (p *pageWriter) central() *factgraph.Type {
	n := map[string]int{}
	for _, part := range p.doc.Parts() {
		if f := part.Func; f != nil && f.Pkg == p.opts.Target.Package.ImportPath && f.Recv != "" {
			n[f.Recv] += 1 + part.Level
		}
	}
	var best *factgraph.Type
	for _, t := range p.g.Types {
		if t.Pkg == p.opts.Target.Package.ImportPath && n[t.Name] > 0 && (best == nil || n[t.Name] > n[best.Name]) {
			best = t
		}
	}
	return best
}

// runBy says which program the target is part of, or who uses it.
func (p *pageWriter) runBy() (Sentence, bool) {
	s := p.start
	switch {
	case p.opts.Target.Kind == "program":
		return Sentence{}, false
	case s.program != nil && len(s.way) > 0:
		last := s.way[len(s.way)-1].Func
		at := []factgraph.Pos{{Path: last.Path, Line: last.Line}}
		return p.say("short.part", at, wording.Code(base(s.program.Dir, s.program.ImportPath)), wording.Code(hopName(last.Pkg.Name, last.Name, true))), true
	case s.packages > libraryUsers:
		return p.say("short.library", nil, wording.Text(itoa(s.packages))), true
	}
	return Sentence{}, false
}

// works says what sets the target to work.
func (p *pageWriter) works(add func(Sentence)) {
	var objects []string
	var objectsAt, runsAt, servesAt []factgraph.Pos
	var runs, serves [][]Part
	for _, j := range p.doc.Journeys {
		t := j.Triggers[0]
		switch t.Kind {
		case plan.Event:
			name := t.Object
			if name == "" {
				name = t.On
			}
			if !slices.Contains(objects, name) {
				objects, objectsAt = append(objects, name), append(objectsAt, t.At)
			}
		case plan.Timer:
			name := p.names.of(plan.TargetOf(t))
			if name == "" {
				continue
			}
			runs = append(runs, cat(wording.Code(name), wording.Text(" ("), wording.Code(t.Period), p.value(t), wording.Text(")")))
			runsAt = append(runsAt, t.At)
		case plan.Route:
			serves, servesAt = append(serves, wording.Code(t.On)), append(servesAt, t.At)
		}
	}
	if len(objects) > 0 {
		add(p.say("short.watches", objectsAt, p.codes(objects...)))
	}
	if n := min(len(runs), 5); n > 0 {
		add(p.say("short.runs", runsAt[:n], wording.List(p.lang, runs[:n]...)))
	}
	if n := min(len(serves), 6); n > 0 {
		add(p.say("short.serves", servesAt[:n], wording.List(p.lang, serves[:n]...)))
	}
}

// value is what a period amounts to.
func (p *pageWriter) value(t *plan.Trigger) []Part {
	for _, b := range t.Values {
		if strings.HasSuffix(t.Period, b.Name) {
			return wording.Text(", " + b.Value)
		}
	}
	return nil
}

// An effect is something that the target changes outside of itself.
type effect struct {
	class, verb, kind, sub, reason string
	at                             []factgraph.Pos
	by                             []string
}

// found lists what the target changes, by class and kind, in the order in which
// it is told.
func (p *pageWriter) found() (out []*effect) {
	index := map[string]*effect{}
	note := func(f *factgraph.Func, a *factgraph.Act, e *factgraph.Effect) {
		x := effect{class: e.Class, verb: e.Verb, kind: e.Kind, sub: e.Sub, reason: e.Reason}
		key := strings.Join([]string{x.class, x.verb, x.kind, x.sub, x.reason}, "\x00")
		if x.class != "api" && x.class != "event" {
			x.verb = a.Text
			key = x.class + "\x00" + a.Target.Pkg + a.Target.Name
		}
		if index[key] == nil {
			index[key] = &x
			out = append(out, &x)
		}
		y := index[key]
		if n := p.names.of(f.Sym); !slices.Contains(y.by, n) {
			y.by = append(y.by, n)
		}
		y.at = append(y.at, a.At)
	}
	for _, f := range p.g.Funcs {
		if !f.Focus || plan.Double(f) {
			continue
		}
		factgraph.InspectActs(f.Body, func(a *factgraph.Act) {
			for _, e := range append([]*factgraph.Effect{a.Effect}, a.Also...) {
				if e != nil && !e.Reads {
					note(f, a, e)
				}
			}
		})
	}
	return out
}

// changes says what the target writes.
func (p *pageWriter) changes(add func(Sentence)) {
	var api, events [][]Part
	var apiAt, eventsAt, sysAt []factgraph.Pos
	var sys []string
	for _, e := range p.found() {
		switch e.class {
		case "api":
			if what := p.request(e); what != nil && len(api) < 6 {
				api, apiAt = append(api, what), append(apiAt, e.at[0])
			}
		case "event":
			if e.reason != "" && len(events) < 12 {
				events, eventsAt = append(events, wording.Code(e.reason)), append(eventsAt, e.at[0])
			}
		case "metric", "http", "signal":
		default:
			if len(sys) < 6 && !slices.Contains(sys, e.verb) {
				sys, sysAt = append(sys, e.verb), append(sysAt, e.at[0])
			}
		}
	}
	if len(api) > 0 {
		add(p.say("short.writes", apiAt, wording.List(p.lang, api...)))
	}
	if len(events) > 0 {
		add(p.say("short.events", eventsAt, wording.List(p.lang, events...)))
	}
	if len(sys) > 0 {
		add(p.say("short.system", sysAt, p.codes(sys...)))
	}
}

// request is an API request as a phrase: "updates the status of Node".
func (p *pageWriter) request(e *effect) []Part {
	verb := wording.Verb(p.lang, e.verb)
	if verb == "" || e.kind == "" {
		return nil
	}
	kind := e.kind
	if e.sub != "" {
		kind += "/" + e.sub
	}
	return cat(wording.Text(verb+" "), wording.Code(kind))
}
