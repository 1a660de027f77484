package evidence_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func record(t *testing.T, dir, target string) *evidence.Record {
	t.Helper()
	tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Exact: true, Platforms: []string{"linux/amd64"}})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	resolved, err := summarize.Resolve(t.Context(), tree, target)
	if err != nil {
		t.Fatal(err)
	}
	w, err := summarize.Explain(t.Context(), summarize.Options{Tree: tree, Target: resolved, Evidence: true})
	if err != nil {
		t.Fatal(err)
	}
	return w.Evidence
}

// The recording of the bundled tree is there to be read: what is said of each
// thing, and nothing else, is what a model may rest on.
func TestRecording(t *testing.T) {
	rec := record(t, filepath.Join("..", "..", "..", "testdata", "kubernetes"), "pkg/controller/machinelifecycle")
	var b strings.Builder
	for _, x := range evidence.Bundles(rec, evidence.Options{}) {
		fmt.Fprintf(&b, "== %s: %s of %s %s, %d of %d cards, %d tokens, sections %s\n", x.Section, x.Kind, x.Package, x.Target, len(x.Cards), x.Total, x.Tokens, strings.Join(x.Sections, " "))
		for _, c := range x.Cards {
			fmt.Fprintf(&b, "%s  %s\n    at %v\n", c.Wire(), c.Fact, c.At)
		}
		for _, e := range x.Excerpts {
			fmt.Fprintf(&b, "-- %s\n%s\n", e.Name, e.Text)
		}
		if len(x.Dropped) > 0 {
			fmt.Fprintf(&b, "dropped: %s\n", strings.Join(x.Dropped, " "))
		}
	}
	file := filepath.Join("testdata", "machinelifecycle.txt")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got), rewrite with -update:\n%s", file, diff)
	}
}
