package prose

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
	"github.com/kdoc-dev/kdoc/internal/summarize/prose/prosetest"
)

func both(t *testing.T) []*summarize.Walkthrough {
	t.Helper()
	return explained(t, controller, "en", "zh")
}

// served is a writer to a server of its own.
func served(t *testing.T, o llmtest.Options) (*Writer, *llmtest.Server) {
	t.Helper()
	s := llmtest.New(t, o)
	model := llmtest.DefaultModel
	if len(o.Models) > 0 {
		model = o.Models[0].Name
	}
	key, err := llm.NewSecret(llmtest.DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	e, err := llm.New(llm.Options{URL: s.URL, Model: model, Key: key, Random: func() float64 { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	return &Writer{Mode: On, Client: e, Model: model, Tier: e.Tier, Estimate: e.Estimate, Answers: llm.OpenAnswers(t.TempDir())}, s
}

// Through a server that holds requests to the published contract: both languages
// are written, what is sent begins alike and shows nothing of this machine, and
// another run sends nothing and makes the same pages.
func TestServed(t *testing.T) {
	all := both(t)
	w, s := served(t, llmtest.Options{Answer: prosetest.Behind(prosetest.Honest)})
	plan, err := w.Plan(t.Context(), fresh(all))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Requests()) > 0 {
		t.Fatal("a plan sent requests")
	}
	pages := fresh(all)
	sum := write(t, w, pages)
	if sum.Calls != 2*5 || len(sum.Failed) > 0 || sum.Accepted != sum.Written || len(proseOf(pages[0])) != len(proseOf(pages[1])) {
		t.Errorf("%+v; %d English sentences, %d Chinese", sum, len(proseOf(pages[0])), len(proseOf(pages[1])))
	}
	if !strings.HasPrefix(s.CommonPrefix(), system) && !strings.Contains(s.CommonPrefix(), system) {
		t.Errorf("requests begin alike only for %q", s.CommonPrefix())
	}
	s.Lacks("/tmp", "/work", "/home", llmtest.DefaultKey, ".go:")
	if u := s.Usage(); u.In > plan.AtMostIn || u.Out > plan.AtMostOut || plan.AtMost < sum.Calls || plan.Calls != 5 {
		t.Errorf("planned %+v, used %+v in %d calls", plan, u, sum.Calls)
	}
	if p, err := w.Plan(t.Context(), fresh(all)); err != nil || p.AtMost != 0 || p.Cached != 10 {
		t.Errorf("with all kept, planned %+v, %v", p, err)
	}

	n := len(s.Requests())
	kept := *w
	kept.Mode, kept.Client, kept.Workers = CacheOnly, nil, 1
	again := fresh(all)
	if sum := write(t, &kept, again); sum.Calls > 0 || sum.Kept != 10 || len(s.Requests()) != n {
		t.Errorf("a second run: %+v, %d more requests", sum, len(s.Requests())-n)
	}
	same(t, pages, again)
}

func same(t *testing.T, want, got []*summarize.Walkthrough) {
	t.Helper()
	a, err := json.MarshalIndent(want, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(a), string(b)); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
}

// Whatever the network and the model do, a page is complete, and says what is
// missing.
func TestFaults(t *testing.T) {
	all := explained(t, controller, "en")
	for name, x := range map[string]struct {
		fault  llmtest.Fault
		failed int
	}{
		"none":      {llmtest.Fault{}, 0},
		"fenced":    {llmtest.Fenced(), 0},
		"thinking":  {llmtest.Thinking(), 0},
		"refusal":   {llmtest.Refusal("I would rather not."), 5},
		"filter":    {llmtest.Finish("content_filter"), 5},
		"no choice": {llmtest.NoChoices(), 5},
		"null":      {llmtest.NullContent(), 5},
		"quota":     {llmtest.QuotaExceeded(), 5},
		"no JSON":   {llmtest.Rewritten(func(string) string { return "Sure!" }), 5},
		"in 200":    {llmtest.ErrorIn200("invalid_api_key", "no"), 5},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := served(t, llmtest.Options{Answer: prosetest.Behind(prosetest.Honest), Fault: func(int, *llmtest.Request) llmtest.Fault { return x.fault }})
			pages := fresh(all)
			sum := write(t, w, pages)
			if len(sum.Failed) != x.failed || len(pages[0].Model.Missing) != x.failed || (x.failed > 0) != (len(proseOf(pages[0])) == 0) {
				t.Errorf("%+v, %d sentences", sum, len(proseOf(pages[0])))
			}
			bare := fresh(pages)
			bare[0].Model = nil
			for i := range bare[0].Sections {
				bare[0].Sections[i].Prose = nil
			}
			same(t, all, bare)
		})
	}
}

// A section that fails costs no other.
func TestOneSectionFails(t *testing.T) {
	c := &script{model: prosetest.Honest, fail: func(_ int, r llm.Request) error {
		if strings.Contains(r.User, "Section: workers") {
			return &llm.Error{Kind: llm.Unavailable}
		}
		return nil
	}}
	pages := explained(t, controller, "en")
	sum := write(t, &Writer{Mode: On, Client: c, Model: "scripted"}, pages)
	if len(sum.Failed) != 1 || sum.Failed[0].Section != evidence.Workers || sum.WithProse != 4 {
		t.Errorf("%+v", sum)
	}
}

// A model with too little room is shown less, once; an answer that is too long is
// asked for in halves. Neither is found out twice.
func TestTooLong(t *testing.T) {
	for name, kind := range map[string]llm.Kind{"context": llm.ContextLength, "answer": llm.Length} {
		t.Run(name, func(t *testing.T) {
			all := both(t)
			answers := llm.OpenAnswers(t.TempDir())
			c := &script{model: prosetest.Honest, fail: func(_ int, r llm.Request) error {
				if strings.Contains(r.User, "Section: workers") && strings.Count(r.User, "\n{\"id\":") > 60 {
					return &llm.Error{Kind: kind}
				}
				return nil
			}}
			w := &Writer{Mode: On, Client: c, Model: "scripted", Answers: answers}
			pages := fresh(all)
			if sum := write(t, w, pages); len(sum.Failed) > 0 || pages[0].Section("watches").Prose == nil {
				t.Fatalf("%+v", sum)
			}
			again := fresh(all)
			w.Mode, w.Client = CacheOnly, nil
			if sum := write(t, w, again); len(sum.Failed) > 0 {
				t.Errorf("%+v", sum)
			}
			same(t, pages, again)
		})
	}
}

// The same through a server whose model has a small window, and one that cuts the
// first answer off.
func TestSmallModel(t *testing.T) {
	cut := func(n int, _ *llmtest.Request) llmtest.Fault {
		if n == 0 {
			return llmtest.Finish("length")
		}
		return llmtest.Fault{}
	}
	for name, o := range map[string]llmtest.Options{
		"window": {Models: []llmtest.Model{{Name: "small", Window: 9000}}},
		"answer": {Fault: cut},
	} {
		t.Run(name, func(t *testing.T) {
			o.Answer = prosetest.Behind(prosetest.Honest)
			w, s := served(t, o)
			pages := explained(t, controller, "en")
			if sum := write(t, w, pages); len(sum.Failed) > 0 || sum.WithProse != 5 {
				t.Errorf("%+v", sum)
			}
			if len(s.Requests()) < 6 {
				t.Errorf("%d requests: nothing was too long", len(s.Requests()))
			}
		})
	}
}

// What is refused goes back once, with the reason; what is mended is shown.
func TestRepair(t *testing.T) {
	lies := prosetest.Liars()["wrong number"]
	c := &script{model: func(user, said string) string {
		if said == "" {
			return lies(user, said)
		}
		if !strings.Contains(said, "4711 seconds") || !strings.Contains(said, "literals: ") && !strings.Contains(said, "relations: ") {
			t.Errorf("the model was told no reason: %s", said)
		}
		return prosetest.Honest(user, "")
	}}
	pages := explained(t, controller, "en")
	sum := write(t, &Writer{Mode: On, Client: c, Model: "scripted"}, pages)
	if sum.Calls != 2*sum.Sections || sum.WithProse != sum.Sections {
		t.Errorf("%+v", sum)
	}
}

// Kept replies pass the gates again.
func TestKeptLies(t *testing.T) {
	all := explained(t, controller, "en")
	answers := llm.OpenAnswers(t.TempDir())
	w := &Writer{Mode: On, Client: &script{model: prosetest.Honest}, Model: "scripted", Answers: answers}
	items, err := w.Requests(t.Context(), fresh(all))
	if err != nil || len(items) != 5 {
		t.Fatalf("%d requests, %v", len(items), err)
	}
	for _, x := range items {
		if err := answers.Put(x.Key, &llm.Reply{Text: prosetest.Liars()["swapped relation"](x.Request.User, "")}); err != nil {
			t.Fatal(err)
		}
	}
	w.Mode = CacheOnly
	pages := fresh(all)
	if write(t, w, pages); len(proseOf(pages[0])) > 0 {
		t.Errorf("accepted: %v", proseOf(pages[0]))
	}
}

// Batches bring the same pages as calls do: a round for English, one for what is
// refused of it, and then for Chinese.
func TestBatch(t *testing.T) {
	all := both(t)
	lies := prosetest.Liars()["wrong number"]
	for name, x := range map[string]struct {
		model  prosetest.Model
		rounds int
	}{
		"honest": {prosetest.Honest, 2},
		"mended": {func(user, said string) string {
			if said == "" {
				return lies(user, said)
			}
			return prosetest.Honest(user, "")
		}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			direct := fresh(all)
			write(t, &Writer{Mode: On, Client: &script{model: x.model}, Model: llmtest.DefaultModel}, direct)
			w := &Writer{Mode: CacheOnly, Model: llmtest.DefaultModel, Answers: llm.OpenAnswers(t.TempDir())}
			if rounds := batches(t, w, x.model, all); rounds != x.rounds {
				t.Errorf("%d rounds of batches, want %d", rounds, x.rounds)
			}
			pages := fresh(all)
			if sum := write(t, w, pages); len(sum.Failed) > 0 {
				t.Errorf("%+v", sum)
			}
			same(t, direct, pages)
		})
	}
}

// batches answers what a writer would send until it would send nothing.
func batches(t *testing.T, w *Writer, model prosetest.Model, pages []*summarize.Walkthrough) (rounds int) {
	t.Helper()
	for ; rounds < 9; rounds++ {
		items, err := w.Requests(t.Context(), fresh(pages))
		if err != nil {
			t.Fatal(err)
		}
		if len(items) == 0 {
			break
		}
		if err := llm.WriteBatch(&bytes.Buffer{}, w.Model, llm.Schema, items); err != nil {
			t.Fatal(err)
		}
		for _, x := range items {
			reply, err := (&script{model: model}).Complete(t.Context(), x.Request)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Answers.Put(x.Key, reply); err != nil {
				t.Fatal(err)
			}
		}
	}
	return rounds
}

// A run that is cut off changes no page and loses no answer.
func TestCancelled(t *testing.T) {
	all := both(t)
	answers := llm.OpenAnswers(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	c := &script{model: prosetest.Honest, fail: func(n int, _ llm.Request) error {
		if n > 3 {
			cancel()
			return context.Canceled
		}
		return nil
	}}
	pages := fresh(all)
	w := &Writer{Mode: On, Client: c, Model: "scripted", Answers: answers, Workers: 1}
	if _, err := w.Write(ctx, pages); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	same(t, all, pages)
	rest := &script{model: prosetest.Honest}
	w.Client = rest
	if sum := write(t, w, pages); sum.Calls != 7 || sum.Kept != 3 {
		t.Errorf("%+v, want 7 calls and 3 kept", sum)
	}
}

// However many work, the pages are the same.
func TestWorkers(t *testing.T) {
	all := both(t)
	var first []*summarize.Walkthrough
	for _, n := range []int{1, 2, 8} {
		pages := fresh(all)
		last := 0
		write(t, &Writer{Mode: On, Client: &script{model: prosetest.Honest}, Model: "scripted", Workers: n, Prices: llm.Prices{In: 1, Out: 2},
			Progress: func(e Event) {
				if e.Done != last+1 || e.Total != 10 {
					t.Errorf("event %+v after %d", e, last)
				}
				last = e.Done
			}}, pages)
		if first == nil {
			first = pages
		}
		same(t, first, pages)
	}
	if first[0].Model.Cost == "" {
		t.Error("no price")
	}
}

func TestOff(t *testing.T) {
	all := both(t)
	pages := fresh(all)
	if sum := write(t, &Writer{}, pages); sum.Sections != 0 {
		t.Errorf("%+v", sum)
	}
	same(t, all, pages)
}
