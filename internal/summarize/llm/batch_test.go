package llm_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
)

func key(n int) string { return llm.AnswerKey{Bundle: fmt.Sprint(n)}.Hash() }

func batch(t *testing.T, model string, tier llm.Tier, n int) []map[string]json.RawMessage {
	t.Helper()
	var items []llm.BatchItem
	for i := range n {
		items = append(items, llm.BatchItem{Key: key(i), Request: ask(i)})
	}
	items = append(items, items[0])
	var out bytes.Buffer
	if err := llm.WriteBatch(&out, model, tier, items); err != nil {
		t.Fatal(err)
	}
	var lines []map[string]json.RawMessage
	for line := range strings.Lines(out.String()) {
		var l map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	if len(lines) != n {
		t.Fatalf("%d lines for %d items", len(lines), n)
	}
	return lines
}

// A batch that an endpoint works off, line by line, and what is kept of it.
func TestBatchThere(t *testing.T) {
	for _, tier := range llm.Tiers() {
		s := llmtest.New(t, llmtest.Options{Answer: func(r *llmtest.Request) string { return `{"a":"` + r.Last() + `"}` }})
		var results bytes.Buffer
		for i, l := range batch(t, llmtest.DefaultModel, tier, 3) {
			if string(l["method"]) != `"POST"` || string(l["url"]) != `"/v1/chat/completions"` || string(l["custom_id"]) != `"`+key(i)+`"` {
				t.Errorf("line %v", l)
			}
			req, err := http.NewRequest("POST", s.URL+"/chat/completions", bytes.NewReader(l["body"]))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Authorization", "Bearer "+llmtest.DefaultKey)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&results, `{"id":"batch_req_%d","custom_id":%s,"response":{"status_code":%d,"request_id":"r","body":%s},"error":null}`+"\r\n\n", i, l["custom_id"], resp.StatusCode, body)
		}
		a := llm.OpenAnswers(t.TempDir())
		got, err := llm.ImportBatch("out.jsonl", &results, a)
		if err != nil || got.Answers != 3 || len(got.Failed) != 0 || got.Usage.In != s.Usage().In || got.Usage.Out != s.Usage().Out {
			t.Errorf("%s: %+v, %v", tier, got, err)
		}
		if r, ok := a.Get(key(2)); !ok || r.Text != `{"a":"Question 2."}` {
			t.Errorf("%s: %+v", tier, r)
		}
	}
	reasoning := batch(t, "gpt-5-mini", llm.Schema, 1)
	if body := string(reasoning[0]["body"]); strings.Contains(body, "temperature") || !strings.Contains(body, "max_completion_tokens") {
		t.Errorf("for a reasoning model: %s", body)
	}
}

const goodBody = `{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"logprobs":null,"finish_reason":"stop","message":{"role":"assistant","refusal":null,"content":"{}"}}]}`

func resultLine(key, response, err string) string {
	return fmt.Sprintf(`{"id":"b","custom_id":%q,"response":%s,"error":%s}`, key, response, err)
}

func TestImportCountsFailures(t *testing.T) {
	ok := func(body string) string { return `{"status_code":200,"body":` + body + `}` }
	lines := []string{
		resultLine(key(0), ok(goodBody), "null"),
		resultLine(key(1), "null", `{"code":"batch_expired","message":"not in time"}`),
		resultLine(key(2), `{"status_code":429,"body":{"error":{"code":"insufficient_quota","message":"pay"}}}`, "null"),
		resultLine(key(3), ok(strings.Replace(goodBody, `"stop"`, `"length"`, 1)), "null"),
		resultLine(key(4), ok(`{"choices":[]}`), "null"),
		resultLine(key(5), ok(`"text"`), "null"),
		"",
		resultLine(key(6), ok(goodBody), `null`),
	}
	a := llm.OpenAnswers(t.TempDir())
	got, err := llm.ImportBatch("out.jsonl", strings.NewReader(strings.Join(lines, "\n")), a)
	if err != nil || got.Answers != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	want := []struct {
		line int
		kind llm.Kind
	}{{2, llm.BadRequest}, {3, llm.Quota}, {4, llm.Length}, {5, llm.Malformed}, {6, llm.Malformed}}
	for i, f := range got.Failed {
		if i >= len(want) || f.Line != want[i].line || f.Err.Kind != want[i].kind || f.Key != key(f.Line-1) {
			t.Errorf("%+v", f)
		}
	}
	if len(got.Failed) != len(want) {
		t.Errorf("%d failed", len(got.Failed))
	}
	if _, ok := a.Get(key(3)); ok {
		t.Error("half an answer is kept")
	}
}

func TestImportRefuses(t *testing.T) {
	good := resultLine(key(0), `{"status_code":200,"body":`+goodBody+`}`, "null")
	for says, second := range map[string]string{
		"out.jsonl:2: the line is not a JSON object: download":                      good[:len(good)/2],
		"out.jsonl:2: the line is a request: give the file of results":              `{"custom_id":"` + key(1) + `","method":"POST","url":"/v1/chat/completions","body":{}}`,
		`out.jsonl:2: the custom_id "mine" is none that kdoc wrote: give`:           resultLine("mine", "null", `{"code":"x"}`),
		"out.jsonl:2: the line has neither response nor error":                      resultLine(key(1), "null", "null"),
		"out.jsonl:2: the line has the custom_id of line 1: give the results":       good,
		`out.jsonl:2: the custom_id "../../../../../tmp/x" is none that kdoc wrote`: resultLine("../../../../../tmp/x", "null", `{"code":"x"}`),
	} {
		a := llm.OpenAnswers(t.TempDir())
		got, err := llm.ImportBatch("out.jsonl", strings.NewReader(good+"\n"+second), a)
		if err == nil || !strings.HasPrefix(err.Error(), says) || got != nil {
			t.Errorf("%v, want %s", err, says)
		}
		if _, ok := a.Get(key(0)); ok {
			t.Errorf("%s: the first line is kept", says)
		}
	}
	if _, err := llm.ImportBatch("out.jsonl", strings.NewReader("\n"), llm.OpenAnswers(t.TempDir())); err == nil || !strings.Contains(err.Error(), "no results") {
		t.Error(err)
	}
}

func TestWriteBatchRefuses(t *testing.T) {
	for name, item := range map[string]llm.BatchItem{
		"key":     {Key: "x", Request: ask(0)},
		"request": {Key: key(0)},
	} {
		if err := llm.WriteBatch(io.Discard, "m", llm.Schema, []llm.BatchItem{item}); err == nil {
			t.Errorf("%s: passes", name)
		}
	}
	many := make([]llm.BatchItem, 50_001)
	for i := range many {
		many[i] = llm.BatchItem{Key: key(i), Request: llm.Request{User: "x", MaxTokens: 1}}
	}
	if err := llm.WriteBatch(io.Discard, "m", llm.Schema, many); err == nil || !strings.Contains(err.Error(), "write it in parts") {
		t.Error(err)
	}
}
