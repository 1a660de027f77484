package walkthrough

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// targets are explained in testdata, to be read: one of each kind.
var targets = map[string]string{
	"program":    "fleet-controller-manager",
	"controller": "pkg/controller/machinelifecycle",
	"library":    "fleet.dev/apimachinery/pkg/util/wait",
	"type":       "workqueue.Queue",
	"function":   "machinelifecycle.Controller.Sync",
	"file":       "pkg/probe/probe.go",
}

func bundled(t *testing.T) *walk.Tree {
	t.Helper()
	tree, err := walk.Open(t.Context(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true, Platforms: []string{"linux/amd64"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

// relay is a tree of what is easily told wrong.
func relay(t *testing.T) *walk.Tree {
	t.Helper()
	archive, err := os.ReadFile(filepath.Join("testdata", "relay.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return walktest.Open(t, string(archive), walk.Options{Platforms: []string{"linux/amd64"}})
}

func explain(t *testing.T, tree *walk.Tree, target, lang string) *summarize.Walkthrough {
	t.Helper()
	resolved, err := summarize.Resolve(t.Context(), tree, target)
	if err != nil {
		t.Fatal(err)
	}
	w, err := summarize.Explain(t.Context(), summarize.Options{Tree: tree, Target: resolved, Language: summarize.LanguageOf(lang), Details: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// page prints a walkthrough as Markdown.
func page(t *testing.T, w *summarize.Walkthrough, look Look) []byte {
	t.Helper()
	p, err := Page(t.Context(), w, look)
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	err = markdown.New().Render(t.Context(), render.NewSite(w.Title, []*render.Page{p}), func(f render.File) error {
		out = append(out, f.Data...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), rewrite with -update:\n%s", file, diff)
	}
}

func TestGolden(t *testing.T) {
	tree := bundled(t)
	look := Look{Draw: MermaidSource}
	for name, target := range targets {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".md", page(t, explain(t, tree, target, "en"), look))
		})
	}
	small := relay(t)
	for name, w := range map[string]*summarize.Walkthrough{
		"controller.zh": explain(t, tree, targets["controller"], "zh"),
		"relay":         explain(t, small, "pkg/relay", "en"),
		"relay.zh":      explain(t, small, "pkg/relay", "zh"),
		"relay-program": explain(t, small, "cmd/relay", "en"),
		"relay-take":    explain(t, small, "Relay.Take", "en"),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name+".md", page(t, w, look)) })
	}
	golden(t, "relay-details.md", page(t, explain(t, small, "pkg/relay", "en"), Look{Draw: MermaidSource, Details: true}))
}

func TestGoldenText(t *testing.T) {
	for name, w := range map[string]*summarize.Walkthrough{
		"controller": explain(t, bundled(t), targets["controller"], "en"),
		"relay":      explain(t, relay(t), "pkg/relay", "en"),
		"relay.zh":   explain(t, relay(t), "pkg/relay", "zh"),
	} {
		var text bytes.Buffer
		Text(&text, w, TextOptions{Width: 80})
		golden(t, name+".txt", text.Bytes())
		for i, line := range strings.Split(text.String(), "\n") {
			if columns(line) > 80 && strings.Contains(strings.Trim(line, " -0123456789."), " ") {
				t.Errorf("%s: line %d is %d columns wide: %s", name, i+1, columns(line), line)
			}
		}
		if strings.Contains(text.String(), "\x1b") {
			t.Errorf("%s: styles without colour", name)
		}
		var coloured bytes.Buffer
		Text(&coloured, w, TextOptions{Width: 80, Color: true})
		// A blank before the end of a style stays at the end of a line.
		plain := regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(coloured.String(), "")
		plain = regexp.MustCompile(" +\n").ReplaceAllString(plain, "\n")
		if plain != text.String() {
			t.Errorf("%s: colours change more than colours: %s", name, cmp.Diff(text.String(), plain))
		}
	}
}

// What is folded is left out of Markdown and text unless it is asked for.
func TestDetails(t *testing.T) {
	w := explain(t, relay(t), "pkg/relay", "en")
	title := w.Section("details").Title
	for details, want := range map[bool]int{false: 0, true: 1} {
		if n := strings.Count(string(page(t, w, Look{Details: details})), "\n## "+title+"\n"); n != want {
			t.Errorf("details %v: %d sections of them", details, n)
		}
		var text bytes.Buffer
		Text(&text, w, TextOptions{Details: details})
		if n := strings.Count(text.String(), "\n"+title+"\n---"); n != want {
			t.Errorf("details %v: %d sections of them in text", details, n)
		}
	}
	p, err := Page(t.Context(), w, Look{Details: true})
	if err != nil {
		t.Fatal(err)
	}
	last := p.Sections[len(p.Sections)-1]
	if !last.Folded || last.Count == 0 || last.Count != len(w.Section("details").Groups) {
		t.Errorf("the details are not folded, or not counted: %v, %d", last.Folded, last.Count)
	}
}

// Every statement about the source cites places that are in it.
func TestCitationsHold(t *testing.T) {
	tree := bundled(t)
	for name, target := range targets {
		uncited := map[string]bool{"journeys.errors": true, "config.flags": true, "journeys.brief": true, "short.library": true, "missing": true}
		each(explain(t, tree, target, "en"), func(s summarize.Sentence) {
			if len(s.At) == 0 && !uncited[s.Fact] && len(s.Parts) > 0 {
				t.Errorf("%s: no citation: %s (%s)", name, plain(s.Parts), s.Fact)
			}
			for _, p := range s.At {
				src, err := tree.ReadFile(p.Path)
				if err != nil {
					t.Fatal(err)
				}
				if n := bytes.Count(src, []byte("\n")) + 1; p.Line < 1 || max(p.To, p.Line) > n {
					t.Errorf("%s: %s:%d-%d is not in the file", name, p.Path, p.Line, p.To)
				}
			}
		})
	}
}

// A mark leads to the place it stands for, in the file that is named above it.
func TestMarks(t *testing.T) {
	at := func(path string, line, to int) factgraph.Pos { return factgraph.Pos{Path: path, Line: line, To: to} }
	b := baseOf(at("pkg/a/x.go", 1, 0))
	for want, list := range map[string][]factgraph.Pos{
		"":                                 nil,
		" (:7)":                            {at("pkg/a/x.go", 7, 0), at("pkg/a/x.go", 7, 7)},
		" (:7-9, 20)":                      {at("pkg/a/x.go", 20, 0), at("pkg/a/x.go", 9, 0), at("pkg/a/x.go", 7, 8)},
		" (y.go:3, 5-6)":                   {at("pkg/a/y.go", 5, 6), at("pkg/a/y.go", 3, 0)},
		" (b/z.go:1, pkg/c/z.go:1)":        {at("pkg/a/b/z.go", 1, 0), at("pkg/c/z.go", 1, 0)},
		" (:1, 3, 5, 7, …)":                {at("pkg/a/x.go", 1, 0), at("pkg/a/x.go", 3, 0), at("pkg/a/x.go", 5, 0), at("pkg/a/x.go", 7, 0), at("pkg/a/x.go", 9, 0)},
		" (:4, pkg/ab/x.go:2, pkg/x.go:2)": {at("pkg/a/x.go", 4, 0), at("pkg/ab/x.go", 2, 0), at("pkg/x.go", 2, 0)},
	} {
		got := b.citation(list, false)
		if got.String() != want {
			t.Errorf("%v is cited as %q, want %q", list, got.String(), want)
		}
		for _, s := range got {
			if digits := regexp.MustCompile(`\d`).MatchString(s.Text); digits == s.To.IsZero() {
				t.Errorf("%q: a mark without a place, or a place without a mark: %v", want, s)
			}
		}
	}
}

// Both languages say the same about the same places under the same conditions.
func TestLanguagesCarryTheSameFacts(t *testing.T) {
	type said struct {
		ID, Fact string
		Names    []string
		At       []factgraph.Pos
		When     []string
	}
	compare := func(tree *walk.Tree, target string) {
		facts := func(lang string) (out []said) {
			each(explain(t, tree, target, lang), func(s summarize.Sentence) {
				var names []string
				for _, p := range s.Parts {
					if p.Code {
						names = append(names, p.Text)
					}
				}
				slices.Sort(names) // their order is the language's
				out = append(out, said{s.ID, s.Fact, names, s.At, s.When})
			})
			return out
		}
		if diff := cmp.Diff(facts("en"), facts("zh"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-en +zh):\n%s", target, diff)
		}
	}
	tree := bundled(t)
	for _, target := range targets {
		compare(tree, target)
	}
	compare(relay(t), "pkg/relay")
}

// A walkthrough that was kept as JSON is shown as it was when it was made.
func TestKeptWalkthroughsLookTheSame(t *testing.T) {
	w := explain(t, relay(t), "pkg/relay", "en")
	b, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	var kept summarize.Walkthrough
	if err := json.Unmarshal(b, &kept); err != nil {
		t.Fatal(err)
	}
	look := Look{Draw: SVG, Details: true}
	if diff := cmp.Diff(string(page(t, w, look)), string(page(t, &kept, look))); diff != "" {
		t.Errorf("(-made +kept):\n%s", diff)
	}
	again, err := json.Marshal(&kept)
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("another trip through JSON makes something else of it: %v", err)
	}
}

func TestSameBytesAtAnyParallelism(t *testing.T) {
	first := map[string]string{}
	for _, procs := range []int{1, 2, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		tree := bundled(t)
		for name, target := range targets {
			got := string(page(t, explain(t, tree, target, "en"), Look{Draw: SVG, Details: true}))
			if first[name] == "" {
				first[name] = got
			}
			if got != first[name] {
				t.Errorf("%s differs with GOMAXPROCS=%d:\n%s", name, procs, cmp.Diff(first[name], got))
			}
		}
	}
}

// each calls f for every sentence of a walkthrough, and for every row of a table
// as if it were one.
func each(w *summarize.Walkthrough, f func(summarize.Sentence)) {
	var all func(list []summarize.Sentence)
	all = func(list []summarize.Sentence) {
		for _, s := range list {
			f(s)
			all(s.Items)
		}
	}
	var groups func(list []summarize.Group)
	groups = func(list []summarize.Group) {
		for _, g := range list {
			all(g.Lead)
			all(g.Items)
			groups(g.Groups)
		}
	}
	for _, sec := range w.Sections {
		all(sec.Sentences)
		all(sec.After)
		groups(sec.Groups)
		for _, t := range sec.Tables {
			f(t.Caption)
			for _, r := range t.Rows {
				f(summarize.Sentence{Fact: "row", Parts: slices.Concat(r.Cells...), At: []factgraph.Pos{r.At}})
			}
		}
	}
}
