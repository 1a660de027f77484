// Package apimarkerargs reports markers whose values their generators cannot use.
package apimarkerargs

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers whose values their generators cannot use.
var Check = apiscope.MarkedBy(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA303",
	Slug:     "marker-args",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, marked)

func marked(p *checks.Pass, _ *apiscope.Selection, x apiscope.Marked) {
	for i := range x.Marks {
		m := &x.Marks[i]
		if m.Torn {
			p.Report(x.Report(m, fmt.Sprintf("a quote or bracket of marker %q on %s is never closed", strings.TrimSpace(m.Line.Text), x.What), "close it"))
			continue
		}
		if why := fault(m); why != "" {
			p.Report(x.Report(m, fmt.Sprintf("marker %q on %s %s", strings.TrimSpace(m.Line.Text), x.What, why), "correct the value"))
		}
	}
	for _, pair := range [][2]string{{"MinLength", "MaxLength"}, {"MinItems", "MaxItems"}, {"MinProperties", "MaxProperties"}, {"Minimum", "Maximum"}} {
		low, hasLow := apiscope.LimitValue(x.Marks, pair[0])
		high, hasHigh := apiscope.LimitValue(x.Marks, pair[1])
		if hasLow && hasHigh && low > high {
			p.Report(x.Report(apiscope.Limit(x.Marks, pair[0]), fmt.Sprintf("no value of %s is at least %v and at most %v", x.What, low, high), "swap or correct the limits"))
		}
	}
}

// fault says what is wrong with a marker's value; "" if nothing is known to be.
func fault(m *api.Mark) string {
	name := apiscope.MarkName(m)
	if name == "default" || name == "k8s:default" {
		if m.Called || json.Valid([]byte(m.Value)) || strings.HasPrefix(m.Value, "ref(") || strings.HasPrefix(m.Value, "+") {
			return ""
		}
		return "is no JSON"
	}
	for _, prefix := range []string{"kubebuilder:validation:items:", "kubebuilder:validation:", "k8s:"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return valueFault(rest, m, prefix != "k8s:")
		}
	}
	return ""
}

func valueFault(name string, m *api.Mark, tools bool) string {
	value := apiscope.Text(m)
	switch name {
	case "MinLength", "MaxLength", "MinItems", "MaxItems", "MinProperties", "MaxProperties",
		"minLength", "maxLength", "maxBytes", "minItems", "maxItems", "minProperties", "maxProperties":
		if n, err := strconv.ParseInt(value, 10, 64); err != nil || n < 0 {
			return "needs a whole number that is not negative"
		}
	case "Minimum", "Maximum", "MultipleOf":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return "needs a number"
		}
	case "minimum", "maximum":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "needs a whole number"
		}
	case "ExclusiveMinimum", "ExclusiveMaximum", "UniqueItems":
		if m.HasValue && value != "true" && value != "false" {
			return "needs true or false"
		}
	case "Pattern":
		if _, err := regexp.Compile(value); err != nil {
			return "is no regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		}
	case "Enum":
		if len(m.List()) == 0 {
			return "lists no value"
		}
	case "Type":
		if !slices.Contains([]string{"string", "integer", "number", "boolean", "object", "array", "Any", ""}, value) {
			return "names no type of JSON"
		}
	case "Format", "format":
		if value == "" {
			return "names no format"
		}
	}
	if tools && name == "Type" && value == "" {
		return "names no type of JSON"
	}
	return ""
}
