package search_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A judged is a query with what it should find.
type judged struct {
	query string
	want  []string // kind:name, each with @ and a part of the path if that matters
}

type answer struct {
	Query string
	Bytes int
	MS    float64
	Hits  []struct{ Kind, Name, Path, Anchor, Title string }
}

var kindWords = map[string]string{
	"m": "module", "k": "package", "b": "program", "c": "command", "w": "walkthrough", "a": "api", "K": "kind", "r": "rule", "s": "file", "p": "page",
	"F": "func", "T": "type", "M": "method", "C": "const", "V": "var", "S": "member", "f": "field", "g": "flag", "t": "gate", "x": "metric",
	"e": "event", "l": "label", "v": "env", "o": "port", "h": "route", "q": "exit", "u": "plugin", "n": "controller", "R": "role",
}

func readJudged(t *testing.T, file string) []judged {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []judged
	for line := range strings.Lines(string(src)) {
		if query, want, ok := strings.Cut(strings.TrimSpace(line), " | "); ok && !strings.HasPrefix(line, "#") {
			out = append(out, judged{query, strings.Split(want, " or ")})
		}
	}
	return out
}

// ask answers queries from a site as a page does, with node.
func ask(t *testing.T, site string, queries []judged) []answer {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node found: install it to ask the search without a browser (apt-get install nodejs)")
	}
	var in bytes.Buffer
	for _, q := range queries {
		in.WriteString(q.query + "\n")
	}
	cmd := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "ask.js"), filepath.Join("..", "..", "..", "site", "search", "engine.js"), site)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []answer
	for line := range strings.Lines(string(out)) {
		var a answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if len(answers) != len(queries) {
		t.Fatalf("%d answers to %d queries", len(answers), len(queries))
	}
	return answers
}

func (q judged) found(a answer) bool {
	for _, h := range a.Hits {
		for _, w := range q.want {
			w, path, _ := strings.Cut(w, "@")
			if kindWords[h.Kind]+":"+h.Name == w && strings.Contains(h.Path, path) {
				return true
			}
		}
	}
	return false
}

// judge asks all queries and returns how many find what they should among the
// first five.
func judge(t *testing.T, site string, queries []judged) int {
	t.Helper()
	good, most := 0, 0
	slowest := 0.0
	for i, a := range ask(t, site, queries) {
		most, slowest = max(most, a.Bytes), max(slowest, a.MS)
		if queries[i].found(a) {
			good++
			continue
		}
		var got []string
		for _, h := range a.Hits {
			got = append(got, kindWords[h.Kind]+":"+h.Name+"@"+h.Path)
		}
		t.Logf("%q finds %s, not %s", a.Query, strings.Join(got, ", "), strings.Join(queries[i].want, " or "))
	}
	t.Logf("%d of %d among the first five; at most %d bytes for a query, %.1f ms to rank", good, len(queries), most, slowest)
	if most > 300_000 {
		t.Errorf("a query fetches %d bytes, more than 300,000", most)
	}
	return good
}

// TestJudged holds the ranking to the judged queries about Kubernetes: a site of
// Kubernetes 1.28 with walkthroughs and commands is in KDOC_SEARCH_SITE.
func TestJudged(t *testing.T) {
	site := os.Getenv("KDOC_SEARCH_SITE")
	if site == "" {
		t.Skip("KDOC_SEARCH_SITE does not name a site of Kubernetes 1.28")
	}
	queries := readJudged(t, filepath.Join("testdata", "kubernetes-1.28.txt"))
	if good := judge(t, site, queries); good*100 < 95*len(queries) {
		t.Errorf("%d of %d judged queries find what they should", good, len(queries))
	}
}
