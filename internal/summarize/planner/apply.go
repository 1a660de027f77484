package planner

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// An Outcome says how much of an answer holds.
type Outcome struct {
	// Facts of Chosen statements exist and are told, Connections of Claimed hold.
	Facts, Chosen        int
	Connections, Claimed int
}

// Apply makes a plan of those parts and statements of a full one that an answer
// chooses. Nothing comes into it that is not in the full plan: a statement keeps
// its conditions, since all that it stands under is told with it, and so is
// whatever before it may have left; the order within a function is the source's;
// a connection is told only if the facts prove it; of comments whole sentences
// are quoted, in their order.
func Apply(full *plan.Document, a *Answer) (*plan.Document, Outcome) {
	ap := &applier{full: full, answer: a, byID: map[string]*plan.Part{}, journey: map[*plan.Part]*plan.Journey{}}
	for _, j := range full.Journeys {
		for _, p := range j.Parts {
			ap.byID[p.ID], ap.journey[p] = p, j
		}
	}
	for _, p := range full.Startup {
		ap.byID[p.ID] = p
	}
	return ap.document(), ap.out
}

type applier struct {
	full    *plan.Document
	answer  *Answer
	byID    map[string]*plan.Part
	journey map[*plan.Part]*plan.Journey
	out     Outcome
}

func (ap *applier) document() *plan.Document {
	doc := &plan.Document{Rest: ap.full.Rest, Trivial: ap.full.Trivial}
	made := map[*plan.Journey]*plan.Journey{}
	told := map[*plan.Part]*plan.Part{}
	order := slices.Clone(ap.answer.Parts)
	slices.SortStableFunc(order, func(x, y AnswerPart) int { return first(y.ID == ap.answer.Focus) - first(x.ID == ap.answer.Focus) })
	for _, c := range order {
		p := ap.byID[c.ID]
		if p == nil || told[p] != nil {
			ap.out.Chosen += len(c.Tell)
			continue
		}
		q := ap.part(p, &c)
		told[p] = q
		j := ap.journey[p]
		if j == nil {
			doc.Startup = append(doc.Startup, q)
			continue
		}
		if made[j] == nil {
			made[j] = &plan.Journey{Triggers: j.Triggers}
			doc.Journeys = append(doc.Journeys, made[j])
		}
		made[j].Parts = append(made[j].Parts, q)
	}
	for _, c := range ap.answer.Parts {
		if p := ap.byID[c.ID]; p != nil && told[p] != nil {
			ap.lead(told[p], p, &c, told)
		}
	}
	// A journey's own function stands before those that it leads to, and what is
	// left out is named.
	for _, j := range ap.full.Journeys {
		if made[j] == nil {
			continue
		}
		if head := j.Parts[0]; told[head] == nil {
			q := *head
			q.Items, q.Level, q.Lead = nil, 0, plan.Lead{}
			made[j].Parts = append([]*plan.Part{&q}, made[j].Parts...)
		}
		slices.SortStableFunc(made[j].Parts, func(x, y *plan.Part) int {
			return first(y.ID == j.Parts[0].ID) - first(x.ID == j.Parts[0].ID)
		})
	}
	return doc
}

func first(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// part is a part with what is told of it.
func (ap *applier) part(p *plan.Part, c *AnswerPart) *plan.Part {
	q := *p
	q.Lead = plan.Lead{}
	s := plan.NewSelection(p)
	for _, x := range c.Tell {
		ap.out.Chosen++
		if s.Take(x.ID) {
			ap.out.Facts++
		}
	}
	ap.joins(s, c)
	if q.Level = 2; c.Fold || s.Empty() {
		q.Level, q.Items = 0, nil
		return &q
	}
	q.Items, q.Omitted = s.Items(), s.Omitted()
	quotes := map[string][]int{}
	for _, x := range c.Tell {
		quotes[x.ID] = x.Quote
	}
	plan.Walk(q.Items, func(it *plan.Item) {
		if list, ok := quotes[it.ID]; ok {
			it.Note = quoted(it.Note, list)
		}
	})
	return &q
}

// joins counts the connections that hold.
func (ap *applier) joins(s *plan.Selection, c *AnswerPart) {
	for i, x := range c.Tell {
		if x.Join == joinNone || x.Join == "" {
			continue
		}
		ap.out.Claimed++
		before := ""
		if i > 0 {
			before = c.Tell[i-1].ID
		}
		if holds(s, x, before) {
			ap.out.Connections++
		}
	}
}

// quoted is as much of a comment as whole sentences of it are asked for, in their
// order; all of it if none is, since a comment that a plan is silent about is part
// of the statement.
func quoted(n *fg.Note, list []int) *fg.Note {
	if n == nil || len(list) == 0 {
		return n
	}
	var kept []string
	for i, x := range evidence.SentencesOf(n.Text) {
		// What a sentence refers back to stands before it.
		if i <= slices.Max(list) {
			kept = append(kept, x)
		}
	}
	if len(kept) == 0 {
		return n
	}
	return &fg.Note{Text: strings.Join(kept, " "), At: n.At}
}

// holds reports whether a connection between a statement and the one told before
// it is one that the facts prove.
func holds(s *plan.Selection, x AnswerItem, before string) bool {
	it, prev := s.Item(x.ID), s.Item(before)
	if it == nil {
		return false
	}
	up := s.Parent(x.ID)
	under := func(kinds ...plan.Kind) bool { return up != nil && slices.Contains(kinds, up.Kind) }
	switch x.Join {
	case joinIf:
		return it.Kind == plan.When || under(plan.When, plan.Is)
	case joinForEach:
		return it.Kind == plan.Each || under(plan.Each)
	case joinUntil:
		return it.Kind == plan.While || it.Kind == plan.Forever || under(plan.While, plan.Forever)
	case joinOnFailure:
		return it.Kind == plan.Fails || under(plan.Fails) || it.Cond != nil && it.Cond.Kind == fg.Failed
	case joinBecause:
		return it.Note != nil && len(x.Quote) > 0
	}
	if prev == nil {
		return false
	}
	switch x.Join {
	case joinThen:
		return s.Before(before, x.ID) || up == prev
	case joinOtherwise:
		return s.Next(before, x.ID) && (it.Kind == plan.Else || prev.Ends && it.Link == plan.Otherwise)
	case joinUnless:
		return s.Before(before, x.ID) && prev.Diverts
	case joinSo:
		return takes(prev, it)
	case joinMeanwhile:
		return s.Before(before, x.ID) && slices.ContainsFunc(prev.Acts, func(a *fg.Act) bool { return a.Verb == fg.Starts })
	}
	return false
}

// takes reports whether an item uses a field that the one before puts something
// into.
func takes(put, take *plan.Item) bool {
	for _, p := range put.Acts {
		puts := p.Verb == fg.Sends || p.Verb == fg.Sets || p.Verb == fg.Grows || strings.Contains(p.Target.Name, ".Add") || strings.Contains(p.Target.Name, ".Push")
		for _, t := range take.Acts {
			gets := t.Verb == fg.Takes || strings.Contains(t.Target.Name, ".Get") || strings.Contains(t.Target.Name, ".Pop")
			if puts && gets && p.Field.Name != "" && p.Field == t.Field {
				return true
			}
		}
	}
	return false
}

// lead connects a part to another, if the facts do.
func (ap *applier) lead(q, p *plan.Part, c *AnswerPart, told map[*plan.Part]*plan.Part) {
	kind := plan.LeadKind(c.Lead)
	if c.Lead == "none" || c.Lead == "" {
		return
	}
	ap.out.Claimed++
	other := ap.byID[c.Other]
	if other == nil || other == p || told[other] == nil {
		return
	}
	lead := plan.Lead{Kind: kind, Other: other}
	switch kind {
	case plan.Called:
		if !plan.Leads(other, p) {
			return
		}
	case plan.Meanwhile:
		a, b := ap.journey[p], ap.journey[other]
		if a == nil || b == nil || a == b || !aside(a) || !aside(b) {
			return
		}
	case plan.Feeds:
		if lead.Queue = ap.queue(p, other); lead.Queue == "" {
			return
		}
	default:
		return
	}
	q.Lead = lead
	ap.out.Connections++
}

// aside reports whether a journey runs on a goroutine of its own.
func aside(j *plan.Journey) bool {
	k := j.Triggers[0].Kind
	return k == plan.Timer || k == plan.Goroutine
}

// queue is what a part takes that another puts in.
func (ap *applier) queue(p, other *plan.Part) string {
	j := ap.journey[p]
	if j == nil || other.Func == nil || j.Parts[0] != p {
		return ""
	}
	for _, t := range j.Triggers {
		if t.Queue != "" && slices.Contains(t.Filled, other.Func.Name) {
			return t.Queue
		}
	}
	return ""
}
