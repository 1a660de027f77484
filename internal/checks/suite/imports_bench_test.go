package suite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// BenchmarkImports runs the checks of imports over a tree that is already open:
// 3,000 packages in layers, each with a test, rules of the older kind at every
// tenth directory, and nothing wrong, as it should be most of the time.
func BenchmarkImports(b *testing.B) {
	tree := walktest.Open(b, layers(3000), walk.Options{})
	b.Run("graph", func(b *testing.B) {
		for b.Loop() {
			imports.New(tree, imports.Options{})
		}
	})
	for _, slug := range []string{"import-restrictions", "import-allowlist", "import-alias"} {
		b.Run(slug, func(b *testing.B) {
			c := checks.Find(suite.All(), slug)
			for b.Loop() {
				p := &checks.Pass{Check: c, Tree: tree, Options: c.Options()}
				p.Report = func(d checks.Diagnostic) { b.Fatalf("%s: %s", d.Path, d.Message) }
				if err := c.Run(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// layers writes a tree of n packages in groups of ten, of which each imports
// others of earlier groups.
func layers(n int) string {
	var s strings.Builder
	s.WriteString("-- go.mod --\nmodule example.org/kube\n\ngo 1.24\n-- staging/gen/cmd/import-boss/main.go --\npackage main\n")
	s.WriteString("-- staging/publishing/import-restrictions.yaml --\n")
	for i := 0; i < n; i += 100 {
		fmt.Fprintf(&s, "- baseImportPath: ./pkg/g%d\n  allowedImports: [example.org/kube/pkg, example.org/kube/lib]\n", i/10)
	}
	s.WriteString("-- hack/.import-aliases --\n{\"example.org/kube/lib/([a-z]+)\": \"lib$1\"")
	for i := range 100 {
		fmt.Fprintf(&s, ", \"example.org/kube/pkg/g%d/p0\": \"p0\"", i)
	}
	s.WriteString("}\n")
	for i := range n {
		dir := fmt.Sprintf("pkg/g%d/p%d", i/10, i%10)
		if i%10 == 0 {
			fmt.Fprintf(&s, "-- %s/.import-restrictions --\nrules:\n", strings.TrimSuffix(dir, "/p0"))
			fmt.Fprintf(&s, "  - selectorRegexp: example[.]org/kube/(cmd|pkg/g%d)\n    allowedPrefixes: ['']\n    forbiddenPrefixes: [example.org/kube/cmd]\n", i/10)
		}
		fmt.Fprintf(&s, "-- %s/p.go --\npackage p%d\n\nimport (\n\t\"context\"\n\t\"fmt\"\n", dir, i%10)
		for k := 1; k <= 12 && i-k*k >= 0; k++ {
			j := i - k*k
			fmt.Fprintf(&s, "\t\"example.org/kube/pkg/g%d/p%d\"\n", j/10, j%10)
		}
		s.WriteString(")\n")
		fmt.Fprintf(&s, "-- %s/p_test.go --\npackage p%d\n\nimport \"testing\"\n", dir, i%10)
	}
	return s.String()
}
