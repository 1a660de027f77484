package registry

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "rewrite the lists in testdata")

// TestLists compares the lists of small trees with the file WANT of each.
func TestLists(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no trees", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "WANT" })
			if i < 0 {
				t.Fatal("no file WANT")
			}
			m, err := Load(t.Context(), walktest.Open(t, string(txtar.Format(a)), walk.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			got := write(m)
			if *update {
				a.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[i].Data), got); diff != "" {
				t.Errorf("lists (-want +got)\n%s", diff)
			}
		})
	}
}

// write prints every entry in one line.
func write(m *Model) string {
	var b strings.Builder
	at := func(ps ...Place) string {
		var out []string
		for _, p := range ps {
			s := fmt.Sprintf("%s:%d", p.File, p.Pos.Line)
			if p.In != "" {
				s += "(" + p.In + ")"
			}
			out = append(out, s)
		}
		return strings.Join(out, " ")
	}
	for _, g := range m.Gates {
		fmt.Fprintf(&b, "gate %s %v doc=%q owner=%q history=%v at %s read %s\n", g.Name, specs(g), g.Doc, g.Owner, g.History, at(g.Place), at(g.Readers...))
	}
	for _, x := range m.Metrics {
		fmt.Fprintf(&b, "metric %s %s %s %v %q at %s\n", x.Name, x.Type, x.Stability, x.Labels, x.Help, at(x.Place))
	}
	for _, x := range m.Events {
		fmt.Fprintf(&b, "event %s %v at %s\n", x.Reason, x.Types, at(x.Places...))
	}
	for _, x := range m.Keys {
		fmt.Fprintf(&b, "key %s %v at %s set %s read %s\n", x.Name, x.Kinds, at(x.Place), at(x.Set...), at(x.Read...))
	}
	for _, x := range m.Env {
		fmt.Fprintf(&b, "env %s at %s\n", x.Name, at(x.Reads...))
	}
	for _, x := range m.Ports {
		fmt.Fprintf(&b, "port %d %s at %s\n", x.Number, x.Const, at(x.Place))
	}
	for _, x := range m.Routes {
		fmt.Fprintf(&b, "route %s %s at %s\n", x.Method, x.Pattern, at(x.Places...))
	}
	for _, x := range m.Exits {
		fmt.Fprintf(&b, "exit %d at %s\n", x.Code, at(x.Places...))
	}
	for _, x := range m.Plugins {
		fmt.Fprintf(&b, "plugin %s %s %v at %s\n", x.Kind, x.Name, x.Points, at(x.Place))
	}
	for _, x := range m.Controllers {
		fmt.Fprintf(&b, "controller %s %s watches %v at %s\n", x.Name, x.Style, x.Watches, at(x.Place))
	}
	for _, x := range m.Roles {
		fmt.Fprintf(&b, "role %s %s %v partial=%v at %s\n", x.Kind, x.Name, x.Rules, x.Partial, at(x.Place))
	}
	fmt.Fprintf(&b, "dynamic %v\n", m.Dynamic)
	return b.String()
}

func specs(g *Gate) []string {
	var out []string
	for _, s := range g.Specs {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %v locked=%v", s.Version, s.Stage, s.Default, s.Locked)))
	}
	return out
}

// FuzzFact holds that what was appended is read back, and that corrupt entries
// are refused rather than read.
func FuzzFact(f *testing.F) {
	f.Add([]byte("package p\nconst Port = 80\nfunc f() { os.Exit(2) }"), []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, _, entry []byte) {
		d := walk.NewDecoder(string(entry))
		got := readFact(d)
		if d.Err() != nil {
			return
		}
		again := walk.NewDecoder(string(appendFact(nil, got)))
		if back := readFact(again); again.Err() != nil || !cmp.Equal(got, back, cmp.AllowUnexported(fact{}, constant{}, typeDecl{}, sighting{}, attr{}, part{})) {
			t.Errorf("%v was read back as %v", got, back)
		}
	})
}
