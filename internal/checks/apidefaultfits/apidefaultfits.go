// Package apidefaultfits reports defaults that the field does not accept.
package apidefaultfits

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports defaults that the field does not accept.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA409",
	Slug:     "default-fits",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	mark := apiscope.FindMark(m.Marks, "default", "k8s:default", "kubebuilder:default")
	if mark == nil || mark.Called || mark.Torn {
		return
	}
	val := apiscope.ValueOf(s.View, m)
	ms := apiscope.Markers(m, val)
	if val.Shape == apiscope.Unknown || apiscope.Freeform(ms) {
		return
	}
	value, ok := parse(mark)
	if !ok {
		return
	}
	if why := fault(value, val, ms); why != "" {
		p.Report(apiscope.At(apiscope.Field(m,
			fmt.Sprintf("default %s of field `%s` is not valid: %s", mark.Value, m.Path(), why),
			"correct the default, or what the field accepts"), mark))
	}
}

// parse returns a default as JSON has it. It is not ok for what only one
// generator understands.
func parse(m *api.Mark) (value any, ok bool) {
	if json.Unmarshal([]byte(m.Value), &value) == nil {
		return value, true
	}
	text := apiscope.Text(m)
	if apiscope.MarkName(m) != "kubebuilder:default" || strings.ContainsAny(m.Value, "{[") || text == "" {
		return nil, false
	}
	return text, true
}

// fault says why a field does not accept a value; "" if it does.
func fault(value any, val apiscope.Value, ms api.Marks) string {
	switch v := value.(type) {
	case nil:
		return "" // none
	case bool:
		return want(val, "a boolean", apiscope.Boolean)
	case string:
		if why := want(val, "a string", apiscope.String); why != "" {
			return why
		}
		return stringFault(v, val, ms)
	case float64:
		if why := want(val, "a number", apiscope.Integer, apiscope.Number); why != "" {
			return why
		}
		return numberFault(v, val, ms)
	case []any:
		if apiscope.Is(val.Expr.Elem(), "byte", "uint8") {
			return ""
		}
		if why := want(val, "a list", apiscope.List); why != "" {
			return why
		}
		return limits(float64(len(v)), ms, "MinItems", "MaxItems", "items")
	case map[string]any:
		if why := want(val, "an object", apiscope.Map, apiscope.Object); why != "" || val.Shape == apiscope.Object {
			return why
		}
		return limits(float64(len(v)), ms, "MinProperties", "MaxProperties", "entries")
	}
	return ""
}

func want(val apiscope.Value, what string, shapes ...apiscope.Shape) string {
	if slices.Contains(shapes, val.Shape) {
		return ""
	}
	return fmt.Sprintf("it is %s, and the field not", what)
}

func numberFault(n float64, val apiscope.Value, ms api.Marks) string {
	if val.Shape == apiscope.Integer && n != math.Trunc(n) {
		return "the field is a whole number"
	}
	if m := apiscope.Limit(ms, "Enum"); m != nil && m.HasValue && !slices.Contains(m.List(), strconv.FormatFloat(n, 'f', -1, 64)) {
		return "it is none of " + m.Value
	}
	if strings.HasPrefix(val.Expr.Name, "uint") && n < 0 {
		return "the field is never negative"
	}
	return limits(n, ms, "Minimum", "Maximum", "")
}

func stringFault(s string, val apiscope.Value, ms api.Marks) string {
	if val.Expr.Kind != api.Named {
		return "" // bytes: coded
	}
	if m := apiscope.Limit(ms, "Enum"); m != nil && m.HasValue {
		if !slices.Contains(m.List(), s) {
			return "it is none of " + m.Value
		}
	} else if m != nil && val.Decl != nil {
		if values := apiscope.EnumValues(val.Decl); len(values) > 0 && !slices.Contains(values, s) {
			return fmt.Sprintf("no constant of %s has this value", val.Decl.Name)
		}
	}
	if m := apiscope.Limit(ms, "Pattern"); m != nil {
		if re, err := regexp.Compile(apiscope.Text(m)); err == nil && !re.MatchString(s) {
			return "it does not match " + m.Value
		}
	}
	return limits(float64(utf8.RuneCountInString(s)), ms, "MinLength", "MaxLength", "letters")
}

func limits(n float64, ms api.Marks, low, high, unit string) string {
	if unit != "" {
		unit = " " + unit
	}
	if least, ok := apiscope.LimitValue(ms, low); ok && n < least {
		return fmt.Sprintf("the least is %v%s", least, unit)
	}
	if most, ok := apiscope.LimitValue(ms, high); ok && n > most {
		return fmt.Sprintf("the most is %v%s", most, unit)
	}
	return ""
}
