package walkthrough

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
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

func explain(t *testing.T, tree *walk.Tree, target, lang string) *summarize.Walkthrough {
	t.Helper()
	resolved, err := summarize.Resolve(t.Context(), tree, target)
	if err != nil {
		t.Fatal(err)
	}
	w, err := summarize.Explain(t.Context(), summarize.Options{Tree: tree, Target: resolved, Language: summarize.LanguageOf(lang)})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func page(t *testing.T, w *summarize.Walkthrough) []byte {
	t.Helper()
	var out []byte
	site := render.NewSite(w.Title, []*render.Page{Page(w, Mermaid(w))})
	err := markdown.New().Render(t.Context(), site, func(f render.File) error {
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
	for name, target := range targets {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".md", page(t, explain(t, tree, target, "en")))
		})
	}
	golden(t, "controller.zh.md", page(t, explain(t, tree, targets["controller"], "zh")))
	var text bytes.Buffer
	Text(&text, explain(t, tree, targets["controller"], "en"), TextOptions{Width: 80})
	golden(t, "controller.txt", text.Bytes())
	for i, line := range strings.Split(text.String(), "\n") {
		if columns(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("line %d is %d columns wide: %s", i+1, columns(line), line)
		}
	}
}

// Every sentence cites places that exist and show what it names.
func TestCitationsHold(t *testing.T) {
	tree := bundled(t)
	for name, target := range targets {
		w := explain(t, tree, target, "en")
		var widths []int
		each(w, func(s summarize.Sentence) {
			if len(s.At) == 0 {
				t.Errorf("%s: no citation: %s", name, text(s.Parts))
			}
			cited := ""
			for _, p := range s.At {
				lines := source(t, tree, p.Path)
				to := max(p.To, p.Line)
				if p.Line < 1 || to > len(lines) {
					t.Fatalf("%s: %s:%d-%d is not in the file", name, p.Path, p.Line, to)
				}
				widths = append(widths, to-p.Line+1)
				cited += strings.Join(lines[p.Line-1:to], "\n") + "\n"
			}
			if names := namesOf(s.Parts); len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(cited, n) }) {
				t.Errorf("%s: %q names nothing that %v shows:\n%s", name, text(s.Parts), s.At, cited)
			}
		})
		slices.Sort(widths)
		if m := widths[len(widths)/2]; m > 8 || widths[len(widths)-1] > 40 {
			t.Errorf("%s: citations are %d lines wide at the median and %d at most", name, m, widths[len(widths)-1])
		}
		if w.Identifiers > summarize.Budget {
			t.Errorf("%s names %d identifiers, more than %d", name, w.Identifiers, summarize.Budget)
		}
	}
}

// Both languages say the same about the same places.
func TestLanguagesCarryTheSameFacts(t *testing.T) {
	tree := bundled(t)
	for name, target := range targets {
		type said struct {
			Fact  string
			Names []string
			At    []factgraph.Pos
		}
		facts := func(lang string) (out []said) {
			each(explain(t, tree, target, lang), func(s summarize.Sentence) {
				names := namesOf(s.Parts)
				slices.Sort(names) // their order is the language's
				out = append(out, said{s.Fact, names, s.At})
			})
			return out
		}
		if diff := cmp.Diff(facts("en"), facts("zh")); diff != "" {
			t.Errorf("%s (-en +zh):\n%s", name, diff)
		}
	}
}

func TestSameBytesAtAnyParallelism(t *testing.T) {
	first := map[string]string{}
	for _, procs := range []int{1, 2, 7} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		tree := bundled(t)
		for name, target := range targets {
			got := string(page(t, explain(t, tree, target, "en")))
			if first[name] == "" {
				first[name] = got
			}
			if got != first[name] {
				t.Errorf("%s differs with GOMAXPROCS=%d:\n%s", name, procs, cmp.Diff(first[name], got))
			}
		}
	}
}

func TestPicture(t *testing.T) {
	w := explain(t, bundled(t), targets["controller"], "en")
	p, err := Picture(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range w.Flow.Nodes {
		if !strings.Contains(p.SVG, ">"+n.Name+"<") || !strings.Contains(p.Alt, n.Name) {
			t.Errorf("%s is missing from the picture or its words", n.Name)
		}
	}
	if !strings.Contains(p.Alt, "Controller.runWorker calls Controller.processNextMachine.") {
		t.Errorf("the words say nothing of the worker: %s", p.Alt)
	}
	if p, err := Picture(t.Context(), &summarize.Walkthrough{Lang: "en"}); err != nil || p.SVG != "" {
		t.Errorf("a picture of nothing: %v, %v", p, err)
	}
}

// What a tree calls things must not be able to end a label.
func TestHostileNames(t *testing.T) {
	w := &summarize.Walkthrough{Lang: "en", Flow: summarize.Flow{
		Nodes: []summarize.FlowNode{{Name: "a\"]; click f0 \"javascript:alert(1)"}, {Name: "b\\\u202e<script>"}},
		Edges: []summarize.FlowEdge{{From: 0, To: 1, Kind: "call"}},
	}}
	if m := Mermaid(w).(render.Pre).Text; strings.Count(m, `"`) != 4 || strings.Contains(m, "<") || strings.Contains(m, "\u202e") {
		t.Errorf("mermaid lets names through:\n%s", m)
	}
	p, err := Picture(t.Context(), w)
	if err != nil || strings.Contains(p.SVG, "<script") {
		t.Errorf("SVG lets names through: %v\n%s", err, p.SVG)
	}
}

func each(w *summarize.Walkthrough, f func(summarize.Sentence)) {
	all := func(list []summarize.Sentence) {
		for _, s := range list {
			f(s)
		}
	}
	for _, sec := range w.Sections {
		all(sec.Sentences)
		all(sec.After)
		for _, t := range sec.Tables {
			f(t.Caption)
			for _, r := range t.Rows {
				f(summarize.Sentence{Fact: "row", Parts: slices.Concat(r.Cells...), At: []factgraph.Pos{r.At}})
			}
		}
		for _, g := range sec.Groups {
			all(g.Sentences)
		}
	}
}

var word = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_-]*`)

// namesOf are the last names of the code in a sentence: Run of Controller.Run.
func namesOf(parts []summarize.Part) (out []string) {
	for _, p := range parts {
		if words := word.FindAllString(p.Text, -1); p.Code && len(words) > 0 {
			out = append(out, words[len(words)-1])
		}
	}
	return out
}

func text(parts []summarize.Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

func source(t *testing.T, tree *walk.Tree, path string) []string {
	t.Helper()
	src, err := tree.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(src), "\n")
}
