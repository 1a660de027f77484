package planner_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/flowcheck"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner/plannertest"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// explain explains the pool of testdata in English and Chinese.
func explain(t testing.TB) (*walk.Tree, []*summarize.Walkthrough) {
	t.Helper()
	src, err := os.ReadFile("testdata/pool.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tree := walktest.Open(t, string(src), walk.Options{})
	target, err := summarize.Resolve(context.Background(), tree, "pool")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := summarize.ExplainIn(context.Background(), summarize.Options{Tree: tree, Target: target, Evidence: true}, summarize.Languages()...)
	if err != nil {
		t.Fatal(err)
	}
	return tree, pages
}

// client is a model without a network.
type client struct {
	model plannertest.Model
	calls int
}

func (c *client) Complete(_ context.Context, r llm.Request) (*llm.Reply, error) {
	c.calls++
	said := ""
	if n := len(r.Earlier); n > 0 {
		said = r.Earlier[n-1].Said
	}
	return &llm.Reply{Text: c.model(r.User, said), Usage: llm.Usage{In: 100, Out: 10}}, nil
}

func (c *client) Models(context.Context) ([]string, error) { return nil, nil }

// write has a model plan the pages and returns what came of it.
func write(t testing.TB, pages []*summarize.Walkthrough, m plannertest.Model, reading bool) (*planner.Summary, *client) {
	t.Helper()
	c := &client{model: m}
	w := &planner.Writer{Mode: planner.On, Client: c, Model: "m", Reading: reading}
	sum, err := w.Write(context.Background(), pages)
	if err != nil {
		t.Fatal(err)
	}
	return sum, c
}

// An honest plan is told whole, once for both languages, and what it claims holds.
func TestHonest(t *testing.T) {
	_, pages := explain(t)
	sum, c := write(t, pages, plannertest.Honest, true)
	if c.calls != 3 { // the plan, and a reading in each language
		t.Errorf("%d calls", c.calls)
	}
	if sum.Planned != 1 || sum.Chosen == 0 || sum.Facts != sum.Chosen || sum.Claimed == 0 || sum.Connections*100 < sum.Claimed*85 {
		t.Errorf("%+v", sum)
	}
	for _, p := range pages {
		if p.Model == nil || p.Model.Name != "m" || len(p.Reading) != 1 || len(p.Reading[0].At) == 0 {
			t.Errorf("%s: %+v %+v", p.Lang, p.Model, p.Reading)
		}
	}
	if a, b := ids(pages[0].Plan), ids(pages[1].Plan); !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("the languages tell different things: %v and %v", a, b)
	}
}

func ids(d *plan.Document) (out []string) {
	for _, p := range d.Parts() {
		plan.Walk(p.Items, func(it *plan.Item) { out = append(out, it.ID) })
	}
	return out
}

// Whatever a model answers, the page stays true: held against the full plan by
// other code than made it, and against the source.
func TestWrong(t *testing.T) {
	for name, m := range plannertest.Wrong() {
		t.Run(name, func(t *testing.T) {
			tree, pages := explain(t)
			write(t, pages, m, false)
			for _, p := range pages {
				if p.Model.Missing == "" {
					honest(t, p)
				}
				if found, _ := flowcheck.Check(p, tree.ReadFile); len(found) > 0 {
					t.Errorf("%v", found)
				}
			}
		})
	}
}

// Two hundred plans with parts exchanged, statements moved, dropped and doubled,
// and connections and quotes at random.
func TestMutations(t *testing.T) {
	tree, pages := explain(t)
	user := string(evidence.Of(pages[0], evidence.Options{}).Wire())
	for seed := range uint64(200) {
		a := plannertest.Plan(user)
		mutate(a, rand.New(rand.NewPCG(seed, 7)))
		doc, _ := planner.Apply(pages[0].Full, a)
		p := *pages[0]
		p.Replan(doc)
		honest(t, &p)
		if found, _ := flowcheck.Check(&p, tree.ReadFile); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, a)
		}
	}
}

func mutate(a *planner.Answer, r *rand.Rand) {
	r.Shuffle(len(a.Parts), func(i, k int) { a.Parts[i], a.Parts[k] = a.Parts[k], a.Parts[i] })
	for i := range a.Parts {
		p := &a.Parts[i]
		p.Lead, p.Other = planner.Leads()[r.IntN(4)], a.Parts[r.IntN(len(a.Parts))].ID
		p.Fold = r.IntN(8) == 0
		r.Shuffle(len(p.Tell), func(i, k int) { p.Tell[i], p.Tell[k] = p.Tell[k], p.Tell[i] })
		p.Tell = slices.DeleteFunc(p.Tell, func(planner.AnswerItem) bool { return r.IntN(3) == 0 })
		for k := range p.Tell {
			p.Tell[k].Join = planner.Joins()[r.IntN(len(planner.Joins()))]
			p.Tell[k].Quote = []int{r.IntN(4) - 1}
		}
		if r.IntN(6) == 0 && len(p.Tell) > 0 {
			other := &a.Parts[r.IntN(len(a.Parts))]
			other.Tell = append(other.Tell, p.Tell[0])
		}
	}
	a.Focus = fmt.Sprint("P", r.IntN(9))
}

// honest holds a page's plan to the full one: each statement stands under what it
// stood under, in its order, behind all that may have left before it, with the same
// facts, and quotes whole sentences.
func honest(t *testing.T, p *summarize.Walkthrough) {
	t.Helper()
	if p.Plan == nil || p.Full == nil {
		return
	}
	type spot struct {
		item *plan.Item
		path string
		at   int
		list []*plan.Item
	}
	full := map[string]spot{}
	var enter func(items []*plan.Item, path string)
	enter = func(items []*plan.Item, path string) {
		for i, it := range items {
			full[it.ID] = spot{it, path, i, items}
			enter(it.Items, path+"/"+it.ID)
		}
	}
	for _, part := range p.Full.Parts() {
		enter(part.Items, part.ID)
	}
	var check func(items []*plan.Item, path string)
	check = func(items []*plan.Item, path string) {
		last := -1
		told := map[string]bool{}
		for _, it := range items {
			told[it.ID] = true
		}
		for _, it := range items {
			f, ok := full[it.ID]
			if !ok || f.path != path || f.at <= last {
				t.Fatalf("%s stands at %s behind %d, not at %s, %d", it.ID, path, last, f.path, f.at)
			}
			last = f.at
			if it.Kind != f.item.Kind || it.Cond != f.item.Cond || !slices.Equal(it.Guards, f.item.Guards) {
				t.Fatalf("%s has changed", it.ID)
			}
			for _, before := range f.list[:f.at] {
				if before.Diverts && !told[before.ID] && !merged(items, before) {
					t.Fatalf("%s is told without %s, which may leave before it", it.ID, before.ID)
				}
			}
			if it.Note != nil && !strings.HasPrefix(f.item.Note.Text, it.Note.Text) {
				t.Fatalf("%s quotes %q of %q", it.ID, it.Note.Text, f.item.Note.Text)
			}
			check(it.Items, path+"/"+it.ID)
		}
	}
	for _, part := range p.Plan.Parts() {
		if part.ID != "" && len(part.Items) > 0 && len(full) > 0 && full[part.Items[0].ID].item != nil && strings.HasPrefix(full[part.Items[0].ID].path, part.ID) {
			check(part.Items, part.ID)
		} else if p.Model != nil && p.Model.Missing == "" && len(part.Items) > 0 {
			t.Fatalf("%s is no part of the full plan", part.ID)
		}
	}
}

// merged reports whether an item has become part of the sentence before it.
func merged(items []*plan.Item, it *plan.Item) bool {
	return slices.ContainsFunc(items, func(x *plan.Item) bool {
		return it.Exit != nil && x.Exit == it.Exit || len(it.Acts) > 0 && len(x.Acts) > 0 && slices.Contains(x.Acts, it.Acts[0])
	})
}

// Secrets leave nowhere, quoted or not, and what authors could say to a model does
// not without trust in them.
func TestEvidence(t *testing.T) {
	_, pages := explain(t)
	b := evidence.Of(pages[0], evidence.Options{})
	wire := string(b.Wire())
	for _, secret := range []string{"hunter2-Zx81kQ99aLmP", "AKIAIOSFODNN7EXAMPLE"} {
		if strings.Contains(wire, secret) {
			t.Errorf("%s is sent:\n%s", secret, wire)
		}
	}
	if len(b.Redacted) < 1 || !strings.Contains(wire, "IGNORE ALL") {
		t.Errorf("redacted %v:\n%s", b.Redacted, wire)
	}
	if wire := string(evidence.Of(pages[0], evidence.Options{Untrusted: true}).Wire()); strings.Contains(wire, "IGNORE ALL") || strings.Contains(wire, "comment") {
		t.Errorf("a comment is sent without trust in it:\n%s", wire)
	}
	if small := evidence.Of(pages[0], evidence.Options{Tokens: 120}); small.Dropped == 0 || small.Hash == b.Hash {
		t.Errorf("nothing is dropped for want of room: %+v", small)
	}
}

// Answers that are no plan are asked for once more, then given up.
func TestUnusable(t *testing.T) {
	_, pages := explain(t)
	before := pages[0].Words
	sum, c := write(t, pages, plannertest.Wrong()["no JSON"], false)
	if c.calls != 2 || len(sum.Failed) != 1 || pages[0].Model.Missing != "unusable" || pages[0].Words != before {
		t.Errorf("%d calls, %+v, %+v", c.calls, sum, pages[0].Model)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"focus":"P1","parts":[{"id":"P1","fold":false,"lead":"none","other":"","tell":[{"id":"E1","join":"then","quote":[0,-1]}]}]}`)
	f.Add("```json\n{\"focus\":\"\",\"parts\":[]}\n```")
	f.Add("<think>hm</think>{}")
	_, pages := explain(f)
	f.Fuzz(func(t *testing.T, text string) {
		a, err := planner.Decode(text)
		if err != nil {
			return
		}
		doc, o := planner.Apply(pages[0].Full, a)
		if o.Facts > o.Chosen || o.Connections > o.Claimed {
			t.Fatalf("%+v", o)
		}
		p := *pages[0]
		p.Replan(doc)
		honest(t, &p)
	})
}
