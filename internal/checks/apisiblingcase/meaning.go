package apisiblingcase

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// meaning returns a function that reports whether the word at line[from:to] in a
// comment of a type or of its fields is something else than a field in the wrong
// case: what a field is set to, a field that is inlined, or, as the words around
// it tell, a thing and not a name.
func (f *family) meaning(t *api.Decl) func(line string, from, to int) bool {
	var values map[string]bool
	return func(line string, from, to int) bool {
		word := line[from:to]
		if isThing(line, from, to) || isCapitals(word) || f.isKind(word) || isValue(t.Pkg, word) {
			return true
		}
		if values == nil {
			values = f.values(t)
		}
		return values[word]
	}
}

// values returns the values that markers allow the fields of a type, and the
// names of the fields that it inlines.
func (f *family) values(t *api.Decl) map[string]bool {
	out := map[string]bool{}
	fields, _ := apiscope.Inner(f.view, t)
	for _, m := range fields {
		out[m.JSON] = true
		for _, ms := range []api.Marks{m.Marks, apiscope.ValueOf(f.view, m).Marks} {
			if enum := apiscope.FindMark(ms, "kubebuilder:validation:Enum", "kubebuilder:validation:items:Enum"); enum != nil {
				for _, v := range strings.FieldsFunc(apiscope.Text(enum), func(r rune) bool { return strings.ContainsRune("{};,", r) }) {
					out[strings.Trim(v, " \"`")] = true
				}
			}
		}
	}
	return out
}

// isValue reports whether a word is the value of a constant of the package.
func isValue(pkg *api.Package, word string) bool {
	return slices.ContainsFunc(pkg.Consts, func(c api.ConstDecl) bool {
		value, err := strconv.Unquote(c.Value)
		return err == nil && value == word
	})
}

// isCapitals reports whether a word of several letters is written in capitals,
// as keywords of SQL, methods of HTTP and constants of other systems are.
func isCapitals(word string) bool {
	return len(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// isKind reports whether a word is the name of a kind: of Kubernetes, or of the
// tree.
func (f *family) isKind(word string) bool {
	return api.IsWellKnownKind(word) || slices.ContainsFunc(f.view.Packages, func(p *api.Package) bool {
		d := p.Type(word)
		return d != nil && d.IsKind()
	})
}

var (
	objects = regexp.MustCompile("^`(s\\b| (objects?|resources?|kind|type|constant|headers?|flag|annotation|label|selector|parameters?|options?|clause|keyword|statement|command|attribute|privileges?|role|class|method)\\b)")
	item    = regexp.MustCompile("^\\s*[-*] `$")
	// field is what follows a name that is meant as that of a field, and fields
	// what stands before one.
	field  = regexp.MustCompile("^` (fields?\\b|is (not )?(set|specified|provided|given|defined|omitted|empty|true|false|required|used|enabled)\\b|must be\\b|cannot be\\b|can be (set|specified|used)\\b)")
	fields = regexp.MustCompile("(?i)(\\bfields? |\\b(if|when|unless|neither|either|both|only one of|exactly one of|at least one of|set|sets|setting|specify|specifying)\\b[^.;]*)`$")
)

// isThing reports whether a quoted word is used for a thing: it has a plural, a
// word such as object follows, or it is all there is of an entry of a list.
func isThing(line string, from, to int) bool {
	return objects.MatchString(line[to:]) || item.MatchString(line[:from]) && strings.TrimSpace(line[to:]) == "`"
}

// speaksOfField reports whether the words around a quoted word take it for a
// field.
func speaksOfField(line string, from, to int) bool {
	return field.MatchString(line[to:]) || fields.MatchString(line[:from])
}
