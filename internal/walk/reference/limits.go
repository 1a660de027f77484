package reference

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

var deprecatedRE = regexp.MustCompile(`(?im)^\s*(?:[\w.]+ is )?deprecated\b[:.,]?\s*(.*)`)

// deprecated returns what a comment says of the use of what it describes being
// deprecated; "deprecated" if it says no more than that.
func deprecated(text string) string {
	m := deprecatedRE.FindStringSubmatchIndex(text)
	if m == nil {
		return ""
	}
	// The sentence goes on up to the next empty line or full stop.
	rest, _, _ := strings.Cut(text[m[2]:], "\n\n")
	rest = oneLine(rest)
	if i := strings.Index(rest, ". "); i >= 0 {
		rest = rest[:i+1]
	}
	if rest == "" {
		return "deprecated"
	}
	return rest
}

// The names of bounds on which fields of an object there must be.
const atLeastOne, exactlyOne, atMostOne = "at least one of", "exactly one of", "at most one of"

// What objects may be that are not described field by field.
const keepsUnknown, embeddedObject = "keeps unknown fields", "embedded object"

// boundNames are the markers that limit values, without the prefix of their
// dialect, and what readers call them.
var boundNames = map[string]string{
	"minimum": "minimum", "maximum": "maximum", "exclusiveminimum": "exclusive minimum", "exclusivemaximum": "exclusive maximum",
	"multipleof": "multiple of", "minlength": "minimum length", "maxlength": "maximum length", "maxbytes": "maximum bytes",
	"pattern": "pattern", "minitems": "minimum items", "maxitems": "maximum items", "uniqueitems": "unique items",
	"minproperties": "minimum entries", "maxproperties": "maximum entries", "format": "format", "type": "type",
	"xintorstring": "type", "immutable": "immutable",
	"xpreserveunknownfields": keepsUnknown, "embeddedresource": embeddedObject, "xembeddedresource": embeddedObject,
	"atleastoneof": atLeastOne, "atmostoneof": atMostOne, "exactlyoneof": exactlyOne,
}

// switches are the markers that need no value.
var switches = map[string]bool{
	"uniqueitems": true, "xpreserveunknownfields": true, "embeddedresource": true, "xembeddedresource": true,
	"exclusiveminimum": true, "exclusivemaximum": true,
}

func (b *builder) limits(l *Limits, marks api.Marks) {
	for i := range marks {
		mark := &marks[i]
		name, items := mark.Name, ""
		for _, prefix := range []string{"kubebuilder:validation:", "k8s:validation:", "k8s:"} {
			if rest, ok := strings.CutPrefix(name, prefix); ok {
				name = rest
				break
			}
		}
		if rest, ok := strings.CutPrefix(name, "items:"); ok {
			name, items = rest, itemsOf
		}
		if name == "kubebuilder:pruning:PreserveUnknownFields" {
			name = "XPreserveUnknownFields"
		}
		switch key := strings.ToLower(name); {
		case mark.Name == "enum" || mark.Name == "k8s:enum":
			l.Closed = true
		case key == "enum" && mark.HasValue:
			l.Closed, l.Listed = true, true
			for _, v := range mark.List() {
				l.Enum = append(l.Enum, Value{Value: v})
			}
		case key == "xvalidation" || strings.HasPrefix(key, "xvalidation:"):
			_, args := mark.Options()
			var r Rule
			for _, a := range args {
				switch a.Name {
				case "rule":
					r.Rule = a.Unquote()
				case "message":
					r.Message = a.Unquote()
				}
			}
			if r.Rule != "" {
				l.Rules = append(l.Rules, r)
			}
		case boundNames[key] != "" && name != mark.Name:
			value := unquote(mark.Value)
			if value == "" && switches[key] {
				value = "true"
			}
			if key == "xintorstring" {
				value = string(IntOrString)
			}
			if key == "type" && value == "" {
				continue
			}
			if strings.HasSuffix(boundNames[key], " one of") {
				value = strings.Join(mark.List(), ", ")
			}
			l.Bounds = append(l.Bounds, newBound(items+boundNames[key], value))
		}
	}
}

// constants makes the constants of a named string or number its values.
func (b *builder) constants(t *Type) {
	if s := t.Underlying.Shape; s != String && s != Integer {
		return
	}
	listed := len(t.Enum) > 0
	for _, c := range t.Decl.Pkg.Consts {
		if c.Type.Kind != api.Named || c.Type.Pkg != "" || c.Type.Name != t.Decl.Name || c.Value == "" || !isExported(c.Name) {
			continue
		}
		v := Value{Value: literal(c.Value), Name: c.Name, Doc: b.doc(t.Decl.Pkg, c.Doc)}
		if v.Doc == "" {
			v.Doc = b.doc(t.Decl.Pkg, c.Trailing)
		}
		if i := slices.IndexFunc(t.Enum, func(x Value) bool { return x.Value == v.Value }); i >= 0 {
			if t.Enum[i].Name == "" {
				t.Enum[i] = v
			}
		} else if !listed {
			t.Enum = append(t.Enum, v)
		}
	}
}

func isExported(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

// literal is a Go literal as JSON has it, without quotes.
func literal(s string) string {
	if u, err := strconv.Unquote(s); err == nil {
		return u
	}
	return s
}

// lifecycle reads when a type came, and when it goes.
func (t *Type) lifecycle(d *api.Decl) {
	t.Deprecated = deprecated(d.Comment().Text())
	for i := range d.Marks {
		mark := &d.Marks[i]
		value := strings.TrimSpace(mark.Value)
		switch strings.TrimPrefix(mark.Name, "k8s:prerelease-lifecycle-gen:") {
		case "introduced":
			t.Introduced = value
		case "deprecated":
			if mark.Name != "deprecated" {
				t.DeprecatedIn = value
			}
		case "removed":
			t.Removed = value
		case "replacement":
			t.Replacement = value
		}
		if mark.Name == "kubebuilder:deprecatedversion" || strings.HasPrefix(mark.Name, "kubebuilder:deprecatedversion:") {
			t.Deprecated = "deprecated"
			if _, args := mark.Options(); len(args) > 0 {
				t.Deprecated = args[0].Unquote()
			}
		}
	}
}
