// Package apikindname reports list kinds that are not called or made like lists.
package apikindname

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports list kinds that are not called or made like lists.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA512",
	Slug:     "kind-name",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, structure)

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	if !d.IsKind() {
		return
	}
	items, meta := false, false
	for _, m := range d.Fields() {
		// A name in another case is for json-camel and json-tag-missing to mend.
		items = items || m.Outer == nil && strings.EqualFold(m.JSON, "items")
		meta = meta || m.Outer == nil && m.Name == "ListMeta"
	}
	if !meta && apiscope.Named(d.Members(), "metadata") != nil {
		judge(p, d)
	}
	named := strings.HasSuffix(d.Name, "List") && d.Name != "List"
	switch {
	case named && !items:
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` is called a list and has no items", d.Path()),
			"add the field `items`, or call it something else: clients look for items in kinds of that name"))
	case !named && items && meta && d.Name != "List":
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` is a list and not called one", d.Path()),
			"let its name end in List: clients tell lists from objects by it"))
	}
}

// judge reports the name of a kind of objects that is no noun in PascalCase, or
// that is of what acts on the objects.
func judge(p *checks.Pass, d *api.Decl) {
	switch {
	case !pascal.MatchString(d.Name):
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` is not written in PascalCase", d.Path()), "write it like DaemonSet"))
	case strings.HasSuffix(d.Name, "Controller"):
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` is called a controller", d.Path()),
			"name the object after what it stands for; a controller is the program that acts on it"))
	case plural.MatchString(d.Name) && !single.MatchString(d.Name):
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` is a plural", d.Path()), "use the singular: the plural names the resource"))
	}
}

var (
	pascal = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	plural = regexp.MustCompile(`[a-z]s$`)
	// single are words that end in s and are no plurals, or have no singular.
	single = regexp.MustCompile(`(ss|us|is|[oi]as|Kubernetes|Prometheus|Redis|Postgres|Jenkins|Series|Species|Means|News|Canvas|Atlas|Bias|Access|DNS|TLS|Metrics|Statistics|Settings|Options|Params|Credentials|Details|Basics|Analytics|Logistics|Always|Sts)$`)
)
