package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner/plannertest"
)

// llmCmds are commands of scripts that speak to a language model. The server is
// one on loopback, which holds requests to the published contract:
//
//	llm honest|WRONG [stuck=N] [plain]  start one and set $LLM_URL and $LLM_KEY; from
//	                        the Nth request on it does not answer; it takes no schema
//	llmcount N              N requests have come in all
//	llmwait N               wait until N have
//	llmlacks WORD…          no request holds any of the words
//	llmbatch FILE RESULTS   answer a batch
//	nowhere WORD DIR        no file below a directory holds a word
func llmCmds(t *testing.T) map[string]func(*testscript.TestScript, bool, []string) {
	server := func(ts *testscript.TestScript) *llmtest.Server {
		s, _ := ts.Value(llmServer{}).(**llmtest.Server)
		if s == nil || *s == nil {
			ts.Fatalf("no server: start one with llm")
		}
		return *s
	}
	return map[string]func(*testscript.TestScript, bool, []string){
		"llm": func(ts *testscript.TestScript, neg bool, args []string) {
			s := startModel(t, ts, args)
			*ts.Value(llmServer{}).(**llmtest.Server) = s
			ts.Setenv("LLM_URL", s.URL)
			ts.Setenv("LLM_KEY", llmtest.DefaultKey)
		},
		"llmcount": func(ts *testscript.TestScript, neg bool, args []string) {
			if n := len(server(ts).Requests()); fmt.Sprint(n) != args[0] {
				ts.Fatalf("%d requests have come, want %s", n, args[0])
			}
		},
		"llmwait": func(ts *testscript.TestScript, neg bool, args []string) {
			n, err := strconv.Atoi(args[0])
			ts.Check(err)
			for end := time.Now().Add(20 * time.Second); len(server(ts).Requests()) < n; time.Sleep(2 * time.Millisecond) {
				if time.Now().After(end) {
					ts.Fatalf("%d requests have come, want %d", len(server(ts).Requests()), n)
				}
			}
		},
		"llmlacks": func(ts *testscript.TestScript, neg bool, args []string) {
			for _, r := range server(ts).Requests() {
				for _, w := range args {
					if bytes.Contains(r.Body, []byte(w)) || strings.Contains(r.Text(), w) {
						ts.Fatalf("a request holds %q:\n%s", w, r.Text())
					}
				}
			}
		},
		"nowhere": func(ts *testscript.TestScript, neg bool, args []string) {
			ts.Check(filepath.WalkDir(ts.MkAbs(args[1]), func(p string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				if text, err := os.ReadFile(p); err != nil || bytes.Contains(text, []byte(args[0])) {
					return fmt.Errorf("%s holds %q (%v)", p, args[0], err)
				}
				return nil
			}))
		},
		"llmbatch": func(ts *testscript.TestScript, neg bool, args []string) {
			ts.Check(os.WriteFile(ts.MkAbs(args[1]), answerBatch(ts, server(ts), ts.ReadFile(args[0])), 0o666))
		},
	}
}

// llmServer is the key of a script's server.
type llmServer struct{}

func startModel(t *testing.T, ts *testscript.TestScript, args []string) *llmtest.Server {
	if len(args) == 0 {
		ts.Fatalf("usage: llm honest|WRONG [stuck=N] [plain]")
	}
	m := plannertest.Honest
	if args[0] != "honest" {
		if m = plannertest.Wrong()[args[0]]; m == nil {
			ts.Fatalf("no model called %q", args[0])
		}
	}
	o := llmtest.Options{Answer: plannertest.Behind(m)}
	over := make(chan struct{})
	for _, a := range args[1:] {
		if a == "plain" {
			o.Dialect = llmtest.PlainOnly
		}
		if n, err := strconv.Atoi(strings.TrimPrefix(a, "stuck=")); err == nil {
			answer, left := o.Answer, make(chan struct{}, n)
			for range n {
				left <- struct{}{}
			}
			o.Answer = func(r *llmtest.Request) string {
				select {
				case <-left:
				default:
					<-over
				}
				return answer(r)
			}
		}
	}
	s := llmtest.New(t, o)
	t.Cleanup(func() { close(over) })
	return s
}

// answerBatch does what an endpoint does with a batch.
func answerBatch(ts *testscript.TestScript, s *llmtest.Server, batch string) []byte {
	var out bytes.Buffer
	lines := bufio.NewScanner(strings.NewReader(batch))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var item struct {
			ID   string          `json:"custom_id"`
			URL  string          `json:"url"`
			Body json.RawMessage `json:"body"`
		}
		ts.Check(json.Unmarshal(lines.Bytes(), &item))
		req, err := http.NewRequest(http.MethodPost, strings.TrimSuffix(s.URL, "/v1")+item.URL, bytes.NewReader(item.Body))
		ts.Check(err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+llmtest.DefaultKey)
		resp, err := http.DefaultClient.Do(req)
		ts.Check(err)
		body, err := io.ReadAll(resp.Body)
		ts.Check(err)
		resp.Body.Close()
		line, err := json.Marshal(map[string]any{"id": "batch_req", "custom_id": item.ID, "error": nil,
			"response": map[string]any{"status_code": resp.StatusCode, "request_id": "r", "body": json.RawMessage(body)}})
		ts.Check(err)
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}
