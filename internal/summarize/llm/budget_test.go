package llm_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
)

// Texts as dense as what is really sent, and denser.
func texts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{
		"chinese": strings.Repeat("控制器从工作队列中取出键，比较期望状态与实际状态，然后更新对象。`syncLoop` 每 5 秒运行一次。", 40),
		"json":    strings.Repeat(`{"id":"E12","relation":"calls","from":"Controller.Run","to":"Controller.worker","line":"go wait.UntilWithContext(ctx, nc.doPodProcessingWorker, time.Second)"},`, 40),
		"dense":   strings.Repeat(`{a:[{"b":-1,c:{}}],"d":!(x)&&y}`, 100),
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(err, files)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = string(b)
	}
	return out
}

// The estimate is never less than what the server counts. Text that is denser
// than any that was measured is learned from the first reply.
func TestEstimateIsEnough(t *testing.T) {
	for name, text := range texts(t) {
		s, e := pair(t, llmtest.Options{}, nil)
		for i := range 3 {
			r := ask(i)
			r.System = text
			estimate := e.Estimate(r)
			reply, err := e.Complete(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			dense := name == "dense" && i == 0
			if actual := reply.Usage; actual.Out > estimate.Out || (actual.In > estimate.In) != dense {
				t.Errorf("%s, request %d: %+v was estimated, %+v used", name, i, estimate, actual)
			}
			if plain := llm.Estimate(r); estimate.In > plain*3/2 && name != "dense" {
				t.Errorf("%s: estimate grew from %d to %d", name, plain, estimate.In)
			}
		}
		if s.Usage().In == 0 {
			t.Error("nothing counted")
		}
	}
}

func TestLimits(t *testing.T) {
	prices := llm.Prices{In: 1, Out: 10}
	for _, c := range []struct {
		name   string
		limits llm.Limits
		prices llm.Prices
		says   string
	}{
		{"requests", llm.Limits{Requests: 3}, llm.Prices{}, "the limit in requests, 3, is reached"},
		{"tokens", llm.Limits{Tokens: 500}, llm.Prices{}, "the limit of 500 tokens has no room"},
		{"cost", llm.Limits{Cost: 0.0018}, prices, "in cost has no room"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, e := pair(t, llmtest.Options{Concurrency: 4}, func(o *llm.Options) { o.Limits, o.Prices = c.limits, c.prices })
			var answered, refused atomic.Int32
			var wg sync.WaitGroup
			for i := range 30 {
				wg.Go(func() {
					_, err := e.Complete(t.Context(), ask(i))
					switch {
					case err == nil:
						answered.Add(1)
					case kindOf(err) == llm.Budget && strings.Contains(err.Error(), c.says):
						refused.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			wg.Wait()
			st := e.Stats()
			if answered.Load() < 3 || refused.Load() == 0 || int(answered.Load()) != st.Replies || len(s.Requests()) != st.Requests {
				t.Errorf("%d answered, %d refused, %+v", answered.Load(), refused.Load(), st)
			}
			if l := c.limits; l.Requests > 0 && st.Requests != l.Requests || l.Tokens > 0 && st.Usage.In+st.Usage.Out > l.Tokens || l.Cost > 0 && (st.Cost > l.Cost || st.Cost < l.Cost/3) {
				t.Errorf("used %+v of %+v", st, l)
			}
		})
	}
}

// What is set aside for others is waited for, as long as it may come free.
func TestLimitWaitsForOthers(t *testing.T) {
	held := make(chan bool)
	_, e := pair(t, llmtest.Options{Answer: func(r *llmtest.Request) string {
		if strings.Contains(r.Last(), "Question 1.") {
			<-held
		}
		return "{}"
	}}, func(o *llm.Options) { o.Limits.Tokens = 450 })
	if _, err := e.Complete(t.Context(), ask(0)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, i := range []int{1, 2} {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); err != nil {
				t.Error(err)
			}
		})
	}
	held <- true
	wg.Wait()
}

// A request that was cut off may have been charged: it counts in full.
func TestLostCounts(t *testing.T) {
	_, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.ResetBody(), llmtest.Status(500))}, nil)
	most := e.Estimate(ask(0))
	reply, err := e.Complete(t.Context(), ask(0))
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Stats().Usage; got.In != most.In+reply.Usage.In || got.Out != most.Out+reply.Usage.Out {
		t.Errorf("used %+v; estimated %+v, answered %+v", got, most, reply.Usage)
	}
	_, e = pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.ResetBody())}, func(o *llm.Options) { o.Limits.Tokens = most.In + most.Out + 10 })
	if _, err = e.Complete(t.Context(), ask(0)); kindOf(err) != llm.Budget || e.Stats().Usage != most {
		t.Errorf("%v, %+v", err, e.Stats().Usage)
	}
}

func TestPrices(t *testing.T) {
	p := llm.Prices{In: 2, Cached: 0.5, Out: 8, Batch: 0.5}
	u := llm.Usage{In: 1_000_000, Cached: 400_000, Out: 500_000}
	if got := p.Cost(u); got != 1.2+0.2+4 {
		t.Errorf("cost %v", got)
	}
	if got := p.ForBatch().Cost(u); got != 2.7 || p.ForBatch().ForBatch() != p.ForBatch() {
		t.Errorf("in a batch %v", got)
	}
	if got := (llm.Prices{In: 2}).Cost(u); got != 2 || (llm.Prices{}).Known() {
		t.Errorf("without a price for what is kept: %v", got)
	}
}

// All workers are used, and no more; and the rate limits are kept, so that the
// server never has to say no.
func TestKeepsTheRate(t *testing.T) {
	together := make(chan bool)
	var arrived atomic.Int32
	s, e := pair(t, llmtest.Options{
		Concurrency: 4, RequestsPerMinute: 30, TokensPerMinute: 20_000,
		Answer: func(*llmtest.Request) string {
			if n := arrived.Add(1); n == 5 { // the first is alone, then four must meet
				close(together)
			} else if n > 1 && n < 5 {
				<-together
			}
			return "{}"
		},
	}, nil)
	var wg sync.WaitGroup
	for i := range 120 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if st := e.Stats(); len(s.Requests()) != 120 || st.Retries != 0 || st.Waits == 0 || st.Waited.Minutes() < 1 {
		t.Errorf("%d requests; %+v", len(s.Requests()), st)
	}
}

// Without headers to go by, 429 alone brings the rate down.
func TestFindsTheRate(t *testing.T) {
	s, e := pair(t, llmtest.Options{Concurrency: 4, Fault: func(n int, _ *llmtest.Request) llmtest.Fault {
		if n%7 == 3 {
			return llmtest.TooMany(llmtest.Seconds, 2e9)
		}
		return llmtest.Fault{}
	}}, nil)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); err != nil {
				var failed *llm.Error
				t.Error(err, errors.As(err, &failed))
			}
		})
	}
	wg.Wait()
	if st := e.Stats(); st.Replies != 40 || len(s.Requests()) != 40+st.Retries || st.Retries < 6 {
		t.Errorf("%+v", st)
	}
}
