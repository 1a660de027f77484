// Package apidocgonames reports descriptions that speak to Go programmers only.
package apidocgonames

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports descriptions that speak to Go programmers only.
var Check = &checks.Check{
	ID:       "KA115",
	Slug:     "doc-go-names",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	siblings := map[*api.Decl]map[string]string{}
	for _, x := range s.Descriptions() {
		names, ok := siblings[x.Decl]
		if !ok {
			names = goNames(s.View, x.Decl)
			siblings[x.Decl] = names
		}
		first := true
		for _, l := range api.OpenAPILines(x.Comment) {
			if strings.HasPrefix(l.Text, " ") || strings.HasPrefix(l.Text, "\t") {
				continue // code
			}
			line(p, x, l, names, first)
			first = first && strings.TrimSpace(l.Text) == ""
		}
	}
	return nil
}

// goNames returns the JSON names of a struct's fields by those Go names that
// nobody takes for a word or for a type.
func goNames(v *api.View, d *api.Decl) map[string]string {
	names := map[string]string{}
	for _, m := range d.Members() {
		lowered := strings.ToLower(m.Name[:1]) + m.Name[1:]
		if m.Outer != nil || m.Embedded || m.JSON != lowered || !humps.MatchString(m.Name) {
			continue
		}
		// ConfigMap of type ConfigMapVolumeSource is the name of a kind, and
		// ExtensionRef of a union may be what its discriminator says.
		if !isValue(d.Pkg, m.Name) && !isType(v, m.Name) && !strings.HasPrefix(behind(m.Type).Name, m.Name) {
			names[m.Name] = m.JSON
		}
	}
	return names
}

// isValue reports whether a constant of the package has the value.
func isValue(pkg *api.Package, text string) bool {
	return slices.ContainsFunc(pkg.Consts, func(c api.ConstDecl) bool { return strings.Trim(c.Value, "\"`") == text })
}

// isType reports whether a name is that of a kind of Kubernetes, or of a type of
// an API of the tree.
func isType(v *api.View, name string) bool {
	return api.IsWellKnownKind(name) || slices.ContainsFunc(v.Packages, func(p *api.Package) bool { return p.Type(name) != nil })
}

// behind returns what a pointer, list or map is of.
func behind(e api.Expr) api.Expr {
	for len(e.Args) > 0 && e.Kind != api.Named {
		e = e.Elem()
	}
	return e
}

var (
	humps    = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*[a-z0-9][A-Z]`)
	selector = regexp.MustCompile(`^[a-z][a-z0-9]*v[0-9][a-z0-9]*\.[A-Z][A-Za-z0-9]+$`)
)

// line judges one line of a description. The very first word is for the rule
// about how descriptions start.
func line(p *checks.Pass, x apiscope.Description, l api.Line, names map[string]string, first bool) {
	for start := 0; start < len(l.Text); {
		if !inWord(l.Text[start]) {
			start++
			continue
		}
		end := start
		for end < len(l.Text) && inWord(l.Text[end]) {
			end++
		}
		if at := pointer(l.Text, start); at != nil && !apiscope.IsQuoted(l.Text, start) {
			p.Report(x.At(l, at[0], at[1], fmt.Sprintf("the description of %s speaks of a %q", x.What, l.Text[at[0]:at[1]]), "say that the value may be left out: there are no pointers in JSON"))
		}
		leading := first && strings.TrimSpace(l.Text[:start]) == ""
		text := strings.TrimRight(l.Text[start:end], ".")
		at := []int{start, start + len(text)}
		start = end
		json := names[text]
		switch {
		case json != "" && !leading && alone(l.Text, at) && !gate.MatchString(l.Text[at[1]:]) && !isThing(l.Text[:at[0]]):
			d := x.At(l, at[0], at[1], fmt.Sprintf("the description of %s calls the field `%s` %q", x.What, json, text), fmt.Sprintf("write `%s`: users do not know the name in Go", json))
			d.Fixes = []checks.Fix{{Message: "write " + json, Class: checks.FixUnsafe, Edits: []checks.Edit{apiscope.Replace(d, l, at[0], at[1], json)}}}
			p.Report(d)
		case strings.Contains(text, ".") && selector.MatchString(text):
			p.Report(x.At(l, at[0], at[1], fmt.Sprintf("the description of %s names the Go type %q", x.What, text), "name the kind, or the form of the value"))
		case text == "nil" && alone(l.Text, at):
			p.Report(x.At(l, at[0], at[1], fmt.Sprintf("the description of %s says %q", x.What, text), "say null, not set or empty: nil is a word of Go"))
		}
	}
}

// isThing reports whether what stands before a word makes it the name of a thing
// rather than of a field: an article, or the name of whose it is ("Azure
// ClientSecret").
func isThing(before string) bool {
	fields := strings.Fields(before)
	if len(fields) == 0 {
		return false
	}
	switch word := fields[len(fields)-1]; strings.ToLower(word) {
	case "a", "an", "the", "this", "that", "each", "every", "any", "no", "one", "some", "another", "its":
		return true
	case "if", "when", "unless", "either", "neither", "both", "only", "one of", "set", "see", "use", "note", "and", "or", "nor", "with":
		return false
	default:
		return len(fields) > 1 && proper.MatchString(word)
	}
}

// proper is a name in the middle of a sentence.
var proper = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)

// gate follows the name of a feature gate, which is often that of the field it is
// for.
var gate = regexp.MustCompile(`^\s+feature(?:[ -]?gate)?s?\b`)

// pointer returns where the words "pointer to" stand at the start of a word.
func pointer(line string, start int) []int {
	if line[start] != 'p' && line[start] != 'P' || !goPointer.MatchString(line[start:]) {
		return nil
	}
	return []int{start, start + len("pointer to")}
}

// goPointer is how descriptions speak of a pointer of Go. Others lead to a file
// or an object.
var goPointer = regexp.MustCompile(`(?i)^pointer to (distinguish|differentiate|tell|allow|detect|make|be able|(an? )?(struct|string|bool|boolean|u?int(32|64)?|integer|slice|map|list|value|zero)\b)`)

// inWord reports whether a byte is part of a name or of a selector.
func inWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '.'
}

// alone reports whether a word is not part of a path, a longer name, or quoted.
func alone(line string, at []int) bool {
	before, after := " ", " "
	if at[0] > 0 {
		before = line[at[0]-1 : at[0]]
	}
	if at[1] < len(line) {
		after = line[at[1] : at[1]+1]
	}
	return !strings.ContainsAny(before, "`\"'/-.#$<{[*&") && !strings.ContainsAny(after, "`\"'/-([{]>") && !apiscope.IsQuoted(line, at[0])
}
