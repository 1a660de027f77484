package baseline

import (
	"regexp"
	"slices"
	"strings"
)

// A linter is one of kube-api-linter's: what tells its messages from those of
// the others, and the rules that say the same.
type linter struct {
	name  string
	words *regexp.Regexp
	rules []string
}

func words(expr string) *regexp.Regexp { return regexp.MustCompile("(?i)" + expr) }

// linters are in the order their words are tried: the first that fit decide.
// The words are tried on a pattern for messages, not on messages, so they avoid
// what a pattern is likely to abbreviate.
var linters = []linter{
	{"arrayofstruct", words(`array of structs`), []string{"KA705"}},
	{"commentstart", words(`godoc`), []string{"KA105", "KA101"}},
	{"conditions", words(`conditions field in`), []string{"KA701"}},
	{"conflictingmarkers", words(`conflicting markers`), []string{"KA307", "KA402", "KA408"}},
	{"optionalorrequired", words(`optional (or|and) required`), []string{"KA401", "KA402"}},
	{"defaultorrequired", words(`default.{0,40}required`), []string{"KA307", "KA408"}},
	{"defaults", words(`default value`), []string{"KA408", "KA403"}},
	{"dependenttags", words(`missing required marker|requires at least one`), []string{"KA308"}},
	{"duplicatemarkers", words(`duplicated? marker`), []string{"KA305"}},
	{"forbiddenmarkers", words(`forbidden marker`), []string{"KA310", "KA415"}},
	{"integers", words(`unsigned|int8|int16`), []string{"KA601"}},
	{"jsontags", words(`json tag (does|is)|missing json tag`), []string{"KA410", "KA411", "KA501"}},
	{"markerscope", words(`can only be applied|cannot be applied|not allowed on (field|type)`), []string{"KA304"}},
	{"maxlength", words(`a? ?maximum`), []string{"KA608"}},
	{"minlength", words(`a? ?minimum`), []string{"KA609"}},
	{"nobools", words(`a bool\b`), []string{"KA603"}},
	{"nodurations", words(`duration`), []string{"KA604"}},
	{"nofloats", words(`a float`), []string{"KA602"}},
	{"nomaps", words(`map type`), []string{"KA605"}},
	{"nonpointerstructs", words(`non-pointer struct`), []string{"KA407"}},
	{"nonullable", words(`nullable`), []string{"KA415"}},
	{"nophase", words(`nophase|phase fields?`), []string{"KA505"}},
	{"noreferences", words(`'ref|no-references|reference-to-ref`), []string{"KA506"}},
	{"notimestamp", words(`timestamp`), []string{"KA504"}},
	{"requiredfields", words(`zero value`), []string{"KA406"}},
	{"optionalfields", words(`be a pointer|omitempty`), []string{"KA403", "KA405", "KA406"}},
	{"preferredmarkers", words(`preferred`), []string{"KA309"}},
	{"ssatags", words(`listType|listMapKey|server-side`), []string{"KA702", "KA703", "KA704"}},
	{"statussubresource", words(`status subresource`), []string{"KA708"}},
	{"statusoptional", words(`status field`), []string{"KA707"}},
	{"uniquemarkers", words(`multiple definitions`), []string{"KA306"}},
	{"namingconventions", words(`naming convention`), []string{"KA515"}},
}

// LinterRules returns the ids of the rules that have a counterpart among
// kube-api-linter's, and of those that other tools keep lists for.
func LinterRules() []string {
	ids := []string{"KA101", "KA102"}
	for _, l := range linters {
		ids = append(ids, l.rules...)
	}
	for _, r := range ruleIDs {
		ids = append(ids, r...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// linterRule reports whether a rule has a counterpart among kube-api-linter's.
func linterRule(id string) bool {
	return slices.ContainsFunc(linters, func(l linter) bool { return slices.Contains(l.rules, id) })
}

var prefixRE = regexp.MustCompile(`^\^?\(?([a-z]+):`)

// rulesOf returns the rules that a pattern for messages is about; none if it is
// not about a message of kube-api-linter's.
func rulesOf(text string) (ids []string) {
	for _, part := range alternatives(text) {
		if m := prefixRE.FindStringSubmatch(part); m != nil {
			if i := slices.IndexFunc(linters, func(l linter) bool { return l.name == m[1] }); i >= 0 {
				ids = append(ids, linters[i].rules...)
				continue
			}
		}
		for _, l := range linters {
			if l.words.MatchString(part) {
				ids = append(ids, l.rules...)
				break
			}
		}
	}
	return ids
}

// alternatives splits a pattern at the bars that are in no parentheses.
func alternatives(text string) (out []string) {
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, text[from:i])
				from = i + 1
			}
		}
	}
	return append(out, text[from:])
}

// subjectRE finds what a pattern says a message is about: "field Type.Field",
// where either may be a pattern itself, "Field field in Type", "Type.Field is an
// array".
var (
	fieldRE   = regexp.MustCompile(`(?i)\bfield (\S+)`)
	inRE      = regexp.MustCompile(`field in (.+?) (?:must|has|is|should)\b`)
	typeRE    = regexp.MustCompile(`^(?:[a-z]+: )?type (\w+)`)
	leadingRE = regexp.MustCompile(`^\^?(?:[a-z]+: )?([A-Z(]\S*\.\S*) (?:is|should|has|with|must)\b`)
)

// subjectPattern returns a test for the subjects a pattern names; nil if it
// names none, and so is about all.
func subjectPattern(text string) func(subject) bool {
	if m := inRE.FindStringSubmatch(text); m != nil {
		if re := whole(m[1]); re != nil {
			return func(s subject) bool { return re.MatchString(s.typ) }
		}
	}
	for _, find := range []*regexp.Regexp{fieldRE, leadingRE} {
		m := find.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		expr := strings.TrimSuffix(m[1], ":")
		if name := strings.Trim(expr, `"\`); name != expr { // the field alone, in quotes
			return func(s subject) bool { return s.field == name }
		}
		if re := whole(expr); re != nil {
			return func(s subject) bool { return re.MatchString(s.String()) }
		}
	}
	if m := typeRE.FindStringSubmatch(text); m != nil {
		return func(s subject) bool { return s.typ == m[1] }
	}
	return nil
}

// whole compiles a pattern that has to match all of a name; nil if it is none.
func whole(expr string) *regexp.Regexp {
	re, err := regexp.Compile(`^(?:` + expr + `)$`)
	if err != nil {
		return nil
	}
	return re
}

// RulesByLinter returns the ids of the rules that answer each of kube-api-linter's
// linters.
func RulesByLinter() map[string][]string {
	out := map[string][]string{}
	for _, l := range linters {
		out[l.name] = append(out[l.name], l.rules...)
	}
	return out
}
