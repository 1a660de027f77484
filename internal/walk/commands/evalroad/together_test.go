package evalroad

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const sharedPackage = `
-- go.mod --
module example.com/m

go 1.24
-- shared/shared.go --
package shared

import (
	"flag"
	"fmt"
	"strings"
	"sync"
)

var (
	count = 10
	once  sync.Once
	names = map[string]int{}
	list  = []string{"shared"}
)

func init() { flag.Int("shared", count, strings.Join(list, "+")) }

type pair[K comparable, V any] struct {
	k K
	v V
}

func (p pair[K, V]) String() string { return fmt.Sprintf("%v=%v", p.k, p.v) }

// Register changes everything there is to change.
func Register(name string) {
	once.Do(func() { count++ })
	count++
	names[name] = count
	list = append(list, name)
	flag.Int(name, count, fmt.Sprint(list, len(names), pair[string, int]{name, count}))
}
`

// TestTogether: programs that share packages, and are evaluated side by side,
// see nothing of each other.
func TestTogether(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	archive := sharedPackage
	var jobs []Options
	for i := range 8 {
		archive += fmt.Sprintf("-- cmd/p%d/main.go --\npackage main\n\nimport (\n\t\"flag\"\n\n\t\"example.com/m/shared\"\n)\n\nfunc main() {\n%s\tflag.Parse()\n}\n",
			i, fmt.Sprintf("\tshared.Register(\"a%d\")\n", i))
		jobs = append(jobs, Options{Program: fmt.Sprintf("example.com/m/cmd/p%d", i)})
	}
	tree := walktest.Open(t, archive, walk.Options{})
	encode := func(results []*Result) string {
		var b bytes.Buffer
		for _, r := range results {
			if err := commands.Encode(&b, []*commands.Program{r.Program}); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, r.Stats, r.Diagnostics)
		}
		return b.String()
	}
	together, err := Evaluate(context.Background(), tree, jobs...)
	if err != nil {
		t.Fatal(err)
	}
	var alone []*Result
	for _, job := range jobs {
		r, err := Evaluate(context.Background(), tree, job)
		if err != nil {
			t.Fatal(err)
		}
		alone = append(alone, r...)
	}
	if a, b := encode(alone), encode(together); a != b {
		t.Errorf("alone:\n%s\ntogether:\n%s", a, b)
	}
	f := together[3].Program.Root.Flags
	if len(f) != 2 || f[0].Name != "a3" || f[0].Default != "12" || f[0].Usage != "[shared a3] 1 a3=12" || f[1].Default != "10" {
		t.Errorf("flags are %+v", f)
	}
}
