package moduleunwanted

import (
	"fmt"
	"path"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// vendored compares status.unwantedVendored with vendor/modules.txt. Unlike the
// tool this comes from, a replaced module counts as vendored too.
func (c *checker) vendored() {
	if c.config.vendored == nil || c.vendor == nil {
		return
	}
	in := map[string]walk.VendoredModule{}
	for _, v := range slices.Backward(c.vendor.Vendor) {
		if v.Version != "" {
			in[v.Path] = v
		}
	}
	listed := map[string]bool{}
	for _, it := range c.config.vendored.items {
		listed[it.value] = true
		_, unwanted := c.config.unwanted[it.value]
		_, vendored := in[it.value]
		switch {
		case !unwanted:
			c.report(it.span, checks.Diagnostic{
				Symbol:  it.value + " vendored",
				Message: fmt.Sprintf("status.unwantedVendored lists %s, which spec.unwantedModules does not", it.value),
				Remedy:  "remove the entry, or say in spec.unwantedModules why the module is unwanted",
			})
		case !vendored:
			c.report(it.span, checks.Diagnostic{
				Symbol:  it.value + " vendored",
				Message: fmt.Sprintf("the unwanted module %s is no longer vendored", it.value),
				Remedy:  "remove the entry, so that the module cannot come back unseen",
			})
		}
	}
	for _, u := range sortedKeys(c.config.unwanted) {
		v, vendored := in[u]
		if !vendored || listed[u] || c.main(u) != nil {
			continue
		}
		c.Report(checks.Diagnostic{
			Path: path.Join(c.vendor.Dir, "vendor/modules.txt"), Pos: v.Pos,
			Symbol:  u + " vendored",
			Message: fmt.Sprintf("the unwanted module %s%s is vendored, and status.unwantedVendored does not list it", u, c.because(u)),
			Remedy:  fmt.Sprintf("do without it; if it has to be, list it in %s", c.file),
			Related: []checks.Related{c.rule(u)},
		})
	}
}
