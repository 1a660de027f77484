package baseline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/baseline"
)

var places = cmpopts.IgnoreFields(checks.Accepted{}, "Pos", "Start", "End")

func TestFormat(t *testing.T) {
	known := []*checks.Check{{ID: "KX001", Slug: "some-rule"}}
	got := string(baseline.Format([]checks.Accepted{
		{Rule: "KX002", Symbol: "ex.io/b -> ex.io/c", Nth: 1},
		{Rule: "some-rule", Symbol: "ex.io/a.T.F", Nth: 2},
		{Rule: "KX001", Symbol: "ex.io/a.T.F", Nth: 1},
		{Rule: "KX001", Symbol: "ex.io/a.T.F", Nth: 1},
		{Rule: "KX001", Symbol: "ends in #2", Nth: 1},
		{Rule: "KX001", Symbol: "two\nlines", Nth: 3},
		{Rule: "KX001", Symbol: `"quoted"`, Nth: 1},
	}, known))
	want := `kdoc baseline 1

# KX001 some-rule
KX001 "\"quoted\""
KX001 "ends in #2"
KX001 ex.io/a.T.F
KX001 ex.io/a.T.F #2
KX001 "two\nlines" #3

# KX002
KX002 ex.io/b -> ex.io/c
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestParse(t *testing.T) {
	src := "\ufeff# by hand\r\n\r\nkdoc baseline 1\r\nKX001 a.T #2\r\n"
	got, err := baseline.Parse("b.txt", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Symbol != "a.T" || got[0].Nth != 2 || got[0].Pos.Line != 4 || src[got[0].Start:got[0].End] != "KX001 a.T #2\r\n" {
		t.Errorf("got %+v", got)
	}
	for src, want := range map[string]string{
		"":                                  "b.txt: not a baseline: it is empty",
		"version: 1\n":                      "b.txt:1: not a baseline: it does not start with",
		"kdoc baseline 2\n":                 "b.txt:1: not a baseline",
		"kdoc baseline 1\nKX001\n":          "b.txt:2: the entry \"KX001\" has no symbol",
		"kdoc baseline 1\nKX001 \"\"\n":     "b.txt:2: the entry",
		"kdoc baseline 1\nKX001 \"a\n":      "b.txt:2: the symbol \"a is not quoted as in Go",
		"kdoc baseline 1\n\nKX001 a #0":     "b.txt:3: the number",
		"kdoc baseline 1\nKX001 a #9999999": "b.txt:2: the number",
	} {
		if _, err := baseline.Parse("b.txt", []byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", src, err, want)
		}
	}
}

// What is read is written so that it is read as the same again, in an order
// that does not depend on where it came from.
func FuzzParse(f *testing.F) {
	f.Add([]byte("kdoc baseline 1\nKX001 a.T #2\nKX001 \"a\\n\"\n# c\n"))
	f.Add([]byte("kdoc baseline 1\nKX001 \"a\" #3\nb  c \n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		entries, err := baseline.Parse("b", src)
		if err != nil {
			return
		}
		for _, e := range entries {
			if e.Start < 0 || e.End > len(src) || e.Start >= e.End {
				t.Fatalf("entry at %d to %d of %d", e.Start, e.End, len(src))
			}
		}
		text := baseline.Format(entries, nil)
		again, err := baseline.Parse("b", text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if got := baseline.Format(again, nil); string(got) != string(text) {
			t.Fatalf("written\n%s\nthen\n%s", text, got)
		}
	})
}

func TestRoundTrip(t *testing.T) {
	want := []checks.Accepted{{Rule: "KX001", Symbol: "a b\tc", Nth: 1}, {Rule: "KX001", Symbol: "x \u202e", Nth: 12}, {Rule: "KX001", Symbol: "\xff", Nth: 1}}
	got, err := baseline.Parse("b", baseline.Format(want, nil))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, places, cmpopts.SortSlices(func(a, b checks.Accepted) bool { return a.Symbol < b.Symbol })); d != "" {
		t.Error(d)
	}
}
