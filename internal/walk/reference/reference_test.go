package reference

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "rewrite the expected models in testdata")

// TestLoad compares the models of the trees in testdata with what is at the end
// of each.
func TestLoad(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no trees: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			if n := len(a.Files) - 1; a.Files[n].Name == "WANT" {
				want = string(a.Files[n].Data)
				a.Files = a.Files[:n]
			}
			m := load(t, string(txtar.Format(a)))
			got := dump(m)
			if *update {
				a.Files = append(a.Files, txtar.File{Name: "WANT", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("run go test -update if this is right (-want +got)\n%s", diff)
			}
			checkSamples(t, m)
		})
	}
}

// TestSamples has samples that fit for all kinds of the bundled tree, or the one
// that KDOC_BENCH_TREE names.
func TestSamples(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "testdata", "kubernetes")
	if real := os.Getenv("KDOC_BENCH_TREE"); real != "" {
		dir = real
	}
	tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Exact: true, Vendor: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	m, err := Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if n := checkSamples(t, m); n < 4 {
		t.Errorf("only %d kinds", n)
	}
}

func load(t testing.TB, archive string) *Model {
	t.Helper()
	tree := walktest.Open(t, archive, walk.Options{Vendor: true})
	m, err := Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// checkSamples makes sure that the sample of every kind is one.
func checkSamples(t *testing.T, m *Model) int {
	t.Helper()
	n := 0
	for _, x := range m.Types() {
		if x.Version.Role == Lent || !x.Kind || x.ItemKind != nil {
			continue
		}
		n++
		var value any
		if err := yaml.Unmarshal([]byte(x.Sample), &value); err != nil {
			t.Errorf("sample of %s: %v\n%s", x.Path(), err, x.Sample)
			continue
		}
		if errs := x.Validate(value); len(errs) > 0 {
			t.Errorf("sample of %s: %s\n%s", x.Path(), strings.Join(errs, "\n"), x.Sample)
		}
		for _, f := range x.Fields {
			var value any
			if err := yaml.Unmarshal([]byte(m.Sample(Place{x, []*Field{f}})), &value); err != nil {
				t.Errorf("sample of %s: %v", f.Path(), err)
			}
		}
	}
	return n
}

// dump writes a model for people to compare.
func dump(m *Model) string {
	var b strings.Builder
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			fmt.Fprintf(&b, "== %s role %d\n", v.Path(), v.Role)
			for _, t := range v.Types {
				dumpType(&b, t)
			}
			for _, k := range v.Kinds {
				fmt.Fprintf(&b, "sample of %s from %q\n%s", k.Name, k.SampleFrom, k.Sample)
			}
		}
	}
	return b.String()
}

func dumpType(b *strings.Builder, t *Type) {
	fmt.Fprintf(b, "type %s", t.Name)
	if t.Kind {
		b.WriteString(" kind")
	}
	if t.ItemKind != nil {
		b.WriteString(" lists " + t.ItemKind.Name)
	}
	if t.Home != nil {
		b.WriteString(" at " + t.Home.Name)
	}
	if t.Underlying != nil {
		b.WriteString(" is " + string(t.Underlying.Shape))
	}
	for name, s := range map[string]string{"since": t.Since} {
		if s != "" {
			fmt.Fprintf(b, " %s %s", name, s)
		}
	}
	fmt.Fprintf(b, " doc %q dep %q intro %q\n", t.Doc, t.Deprecated, t.Introduced)
	dumpLimits(b, &t.Limits)
	for _, s := range t.Missing {
		fmt.Fprintf(b, "  missing %s\n", s)
	}
	if r := t.Resource; r != nil {
		fmt.Fprintf(b, "  resource %s %v %v %s %s\n", r.Name, r.ShortNames, r.Categories, r.Scope, r.Source)
		for _, op := range r.Operations {
			fmt.Fprintf(b, "    %s %s %s %q %v %v\n", op.Verb, op.Method, op.Path, op.Subresource, op.Parameters, op.Responses)
		}
	}
	var users []string
	for _, f := range t.Users {
		users = append(users, f.Path())
	}
	if users != nil {
		fmt.Fprintf(b, "  appears in %s\n", strings.Join(users, " "))
	}
	for _, f := range t.Fields {
		dumpField(b, f)
	}
}

func dumpField(b *strings.Builder, f *Field) {
	fmt.Fprintf(b, "  .%s %s", f.Name, f.Type)
	if f.Type.Format != "" {
		fmt.Fprintf(b, "(%s)", f.Type.Format)
	}
	if base := f.Type.Base().Type; base != nil && base.Documented() {
		fmt.Fprintf(b, " => %s", base.Path())
	}
	if f.Required {
		b.WriteString(" required")
	}
	if f.From != nil {
		b.WriteString(" from " + f.From.Name)
	}
	for _, s := range []struct{ name, value string }{
		{"declared", f.Declared}, {"since", f.Since}, {"dep", f.Deprecated}, {"example", f.Example},
		{"listType", f.ListType}, {"keys", strings.Join(f.ListMapKeys, ",")}, {"patch", f.PatchStrategy}, {"by", f.PatchMergeKey}, {"doc", f.Doc},
	} {
		if s.value != "" {
			fmt.Fprintf(b, " %s=%q", s.name, s.value)
		}
	}
	if f.Protobuf > 0 {
		fmt.Fprintf(b, " protobuf=%d", f.Protobuf)
	}
	if f.Nullable {
		b.WriteString(" nullable")
	}
	b.WriteString("\n")
	for _, d := range f.Defaults {
		fmt.Fprintf(b, "    default %q computed=%v when %q in %q by %q\n", d.Value, d.Computed, d.When, d.Kind, d.From)
	}
	for _, g := range f.Gates {
		fmt.Fprintf(b, "    gate %s %s %v\n", g.Name, g.Stage, g.On)
	}
	dumpLimits(b, &f.Limits)
}

func dumpLimits(b *strings.Builder, l *Limits) {
	for _, v := range l.Enum {
		fmt.Fprintf(b, "    value %q doc %q closed=%v\n", v.Value, v.Doc, l.Closed)
	}
	for _, x := range l.Bounds {
		fmt.Fprintf(b, "    %s %s\n", x.Name, x.Value)
	}
	for _, r := range l.Rules {
		fmt.Fprintf(b, "    rule %s: %s\n", r.Rule, r.Message)
	}
}
