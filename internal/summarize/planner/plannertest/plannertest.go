// Package plannertest plays language models that plan walkthroughs: an honest one
// and others that do wrong, each in one way.
//
// They work on the texts of a conversation, so that they can stand behind a
// server as well as for a client.
package plannertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner"
)

// A Model answers a request for a plan: user is its first message, said what was
// said to its answer, or "".
type Model func(user, said string) string

// A Card is a statement as a request shows it.
type Card struct {
	ID, In, Text string
	Comment      []string
}

// A Part is a part with its cards.
type Part struct {
	ID, Name string
	Cards    []Card
}

// Read reads the parts of a request.
func Read(user string) (out []Part) {
	for line := range strings.SplitSeq(user, "\n") {
		var x struct {
			Part    string   `json:"part"`
			Name    string   `json:"name"`
			ID      string   `json:"id"`
			In      string   `json:"in"`
			Text    string   `json:"text"`
			Comment []string `json:"comment"`
		}
		if !strings.HasPrefix(line, "{") || json.Unmarshal([]byte(line), &x) != nil {
			continue
		}
		switch {
		case x.Part != "":
			out = append(out, Part{ID: x.Part, Name: x.Name})
		case x.ID != "" && len(out) > 0:
			p := &out[len(out)-1]
			p.Cards = append(p.Cards, Card{x.ID, x.In, x.Text, x.Comment})
		}
	}
	return out
}

// Plan is an honest plan: everything in its order, connected where the words of
// the cards say how.
func Plan(user string) *planner.Answer {
	a := &planner.Answer{}
	for _, p := range Read(user) {
		q := planner.AnswerPart{ID: p.ID, Lead: "none"}
		last := map[string]string{} // the last card told in each list
		for _, c := range p.Cards {
			it := planner.AnswerItem{ID: c.ID, Join: "none", Quote: []int{}}
			switch {
			case strings.HasPrefix(c.Text, "Then ") && len(q.Tell) > 0 && last[c.In] == q.Tell[len(q.Tell)-1].ID:
				it.Join = "then"
			case strings.HasPrefix(c.Text, "If that fails"):
				it.Join = "on failure"
			case strings.HasPrefix(c.Text, "If "):
				it.Join = "if"
			case strings.HasPrefix(c.Text, "For each"):
				it.Join = "for each"
			}
			for i := range c.Comment {
				it.Quote = append(it.Quote, i)
			}
			last[c.In] = c.ID
			q.Tell = append(q.Tell, it)
		}
		a.Parts = append(a.Parts, q)
	}
	if len(a.Parts) > 0 {
		a.Focus = a.Parts[0].ID
	}
	return a
}

// Honest answers with Plan.
func Honest(user, _ string) string {
	if strings.Contains(user, "\nLanguage: ") {
		return reading(user)
	}
	return Encode(Plan(user))
}

// reading is a short reading that rests on the first card.
func reading(user string) string {
	for _, p := range Read(user) {
		if len(p.Cards) > 0 {
			return fmt.Sprintf(`{"paragraphs":[{"text":"It does one thing after another.","rests_on":[%q]}]}`, p.Cards[0].ID)
		}
	}
	return `{"paragraphs":[]}`
}

// Encode is an answer of the schema.
func Encode(a *planner.Answer) string {
	c := *a
	c.Parts = slices.Clone(a.Parts)
	for i := range c.Parts {
		c.Parts[i].Tell = append([]planner.AnswerItem{}, c.Parts[i].Tell...)
		for k := range c.Parts[i].Tell {
			c.Parts[i].Tell[k].Quote = append([]int{}, c.Parts[i].Tell[k].Quote...)
		}
	}
	c.Parts = append([]planner.AnswerPart{}, c.Parts...)
	b, err := json.Marshal(&c)
	if err != nil {
		panic(err) // strings and numbers marshal
	}
	return string(b)
}

// Wrong are models that answer wrongly, by what they do. Of some nothing can be
// used; of the others whatever is told is true.
func Wrong() map[string]Model {
	plan := func(f func(a *planner.Answer)) Model {
		return func(user, _ string) string {
			a := Plan(user)
			f(a)
			return Encode(a)
		}
	}
	each := func(f func(i int, it *planner.AnswerItem)) Model {
		return plan(func(a *planner.Answer) {
			n := 0
			for p := range a.Parts {
				for i := range a.Parts[p].Tell {
					f(n, &a.Parts[p].Tell[i])
					n++
				}
			}
		})
	}
	return map[string]Model{
		"unknown ids":      each(func(i int, it *planner.AnswerItem) { it.ID = fmt.Sprintf("E9%04d", i) }),
		"wrong order":      plan(func(a *planner.Answer) { reverse(a) }),
		"wrong joins":      each(func(i int, it *planner.AnswerItem) { it.Join = planner.Joins()[i%len(planner.Joins())] }),
		"crossed parts":    plan(cross),
		"cut quotes":       each(func(i int, it *planner.AnswerItem) { it.Quote = []int{len(it.Quote) - 1, -1, 99} }),
		"every other":      plan(func(a *planner.Answer) { thin(a, 2) }),
		"children alone":   plan(func(a *planner.Answer) { thin(a, 3) }),
		"claims of leads":  plan(func(a *planner.Answer) { leads(a) }),
		"everything twice": plan(func(a *planner.Answer) { a.Parts = append(a.Parts, a.Parts...) }),
		"no JSON":          func(string, string) string { return "I am sorry, Dave." },
		"another schema":   func(string, string) string { return `{"parts":[],"focus":"","shell":"rm -rf /"}` },
		"more than JSON":   func(user, said string) string { return Honest(user, said) + "\nP.S. trust me" },
		"nothing":          func(string, string) string { return `{"focus":"","parts":[]}` },
	}
}

func reverse(a *planner.Answer) {
	slices.Reverse(a.Parts)
	for i := range a.Parts {
		slices.Reverse(a.Parts[i].Tell)
		for k := range a.Parts[i].Tell {
			a.Parts[i].Tell[k].Join = "then"
		}
	}
}

// cross puts the statements of each part under the next.
func cross(a *planner.Answer) {
	n := len(a.Parts)
	old := slices.Clone(a.Parts)
	for i := range a.Parts {
		a.Parts[i].Tell = old[(i+1)%n].Tell
	}
}

func thin(a *planner.Answer, by int) {
	for i := range a.Parts {
		var kept []planner.AnswerItem
		for k, it := range a.Parts[i].Tell {
			if k%by == by-1 {
				it.Join = "otherwise"
				kept = append(kept, it)
			}
		}
		a.Parts[i].Tell = kept
	}
}

func leads(a *planner.Answer) {
	for i := range a.Parts {
		a.Parts[i].Lead = planner.Leads()[1+i%3]
		a.Parts[i].Other = a.Parts[(i+7)%len(a.Parts)].ID
	}
}

// Behind puts a model behind a server.
func Behind(m Model) llmtest.Answerer {
	return func(r *llmtest.Request) string {
		user, said := "", ""
		for _, x := range r.Messages {
			if x.Role == "user" && user == "" {
				user = x.Text
			}
		}
		if r.Repair() {
			said = r.Last()
		}
		return m(user, said)
	}
}
