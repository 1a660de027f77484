package apidoctrailing_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apidoctrailing"
	"github.com/kdoc-dev/kdoc/internal/checks/apifielddoc"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func Test(t *testing.T) { checktest.Run(t, apidoctrailing.Check, "testdata") }

// A field whose description stands behind it is reported once.
func TestOnce(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.dev/shop
-- api/v1/types.go --
// +groupName=shop.example.dev
package v1

// Gadget is a machine.
type Gadget struct {
	Size int32 `+"`json:\"size\"`"+` // size of the gadget
	Name string `+"`json:\"name\"`"+`
}
`, walk.Options{})
	for _, c := range []struct {
		name string
		run  []*checks.Check
		want string
	}{
		{"both", []*checks.Check{apifielddoc.Check, apidoctrailing.Check}, "KA106 size, KA101 name"},
		{"one", []*checks.Check{apifielddoc.Check}, "KA101 size, KA101 name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var settings []checks.Setting
			for _, check := range c.run {
				settings = append(settings, checks.Setting{Check: check})
			}
			if err := tree.Load(t.Context(), checks.Extractors(settings)...); err != nil {
				t.Fatal(err)
			}
			res, err := checks.Run(t.Context(), tree, checks.Plan{Settings: settings})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range res.Diagnostics {
				if got != "" {
					got += ", "
				}
				got += d.Check.ID + map[int]string{6: " size", 7: " name"}[d.Pos.Line]
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
