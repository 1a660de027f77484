package changes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func lines(cs []Change) string {
	var b strings.Builder
	for _, c := range cs {
		fmt.Fprintf(&b, "%s breaking=%v %s %s %s %q %q\n", c.Who, c.Breaking, c.Kind, c.Name, c.What, c.Old, c.New)
	}
	return b.String()
}

// TestRegistered compares the gates and metrics of two states of a tree.
func TestRegistered(t *testing.T) {
	load := func(gates, metric string) []Thing {
		m, err := registry.Load(t.Context(), walktest.Open(t, `-- go.mod --
module example.org/x

go 1.24
-- x.go --
package x

import "k8s.io/component-base/metrics"

var gates = map[Feature]FeatureSpec{
`+gates+`
}

var m = metrics.NewCounterVec(&metrics.CounterOpts{Name: "turns_total", Help: "Turns.", StabilityLevel: metrics.`+metric+`)
`, walk.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		return Registered(m)
	}
	old := load(`"Stays": {Default: true, PreRelease: Beta}, "Grows": {Default: false, PreRelease: Alpha}, "Goes": {Default: true, PreRelease: GA},`, `ALPHA}, []string{"who"}`)
	new := load(`"Stays": {Default: true, PreRelease: Beta}, "Grows": {Default: true, PreRelease: Beta}, "Comes": {Default: false, PreRelease: Alpha},`, `STABLE}, []string{"what"}`)
	want := `operator breaking=true feature gate Goes removed "" ""
operator breaking=true feature gate Grows default "false" "true"
operator breaking=true metric turns_total labels "who" "what"
operator breaking=false feature gate Comes added "" ""
operator breaking=false feature gate Grows stage "alpha" "beta"
operator breaking=false metric turns_total stability "ALPHA" "STABLE"
`
	if diff := cmp.Diff(want, lines(Compare(old, new))); diff != "" {
		t.Error(diff)
	}
	if same := Compare(old, old); len(same) > 0 {
		t.Errorf("a tree differs from itself: %v", same)
	}
}

// TestCommands compares flags, and tells of a command that is gone without its
// flags.
func TestCommands(t *testing.T) {
	program := func(cs ...*commands.Command) []Thing {
		root := &commands.Command{Path: "ship", Use: "ship", Commands: cs}
		return Commands(&commands.Program{Name: "ship", Root: root})
	}
	sail := func(speed string) *commands.Command {
		return &commands.Command{Path: "ship sail", Use: "sail", Flags: []*commands.Flag{{Name: "speed", Default: speed}}}
	}
	row := &commands.Command{Path: "ship row", Use: "row", Flags: []*commands.Flag{{Name: "oars"}}}
	want := `operator breaking=true command ship row removed "" ""
operator breaking=true flag ship sail --speed default "4" "5"
`
	if diff := cmp.Diff(want, lines(Compare(program(sail("4"), row), program(sail("5"))))); diff != "" {
		t.Error(diff)
	}
}
