package importrestrictions

import (
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// FileName is what a rule file is called.
const FileName = ".import-restrictions"

// A Rule is one entry of a rule file.
type Rule struct {
	// Selector is the regular expression, matched anywhere in an import path,
	// that says which packages the rule is about.
	Selector string
	// Allowed and Forbidden are prefixes of import paths; "" is one of all.
	Allowed, Forbidden []string
	// Transitive makes the rule judge indirect imports too.
	Transitive bool
	// Inverse reports whether the rule restricts who may import the packages
	// below it and not what they import.
	Inverse bool
	// File is the rule file and Pos where the entry starts in it.
	File string
	Pos  walk.Pos

	selector *selector
}

// A ruleFile is what one file says.
type ruleFile struct {
	path           string
	rules, inverse []*Rule
	// unread says that the file is not to be understood at all, badRules and
	// badInverse that a selector of the list is no regular expression. Packages
	// below are then not judged by the list: the rule that cannot be read may
	// be the one that allows.
	unread, badRules, badInverse bool
}

// A fault is something wrong in a rule file.
type fault struct {
	pos walk.Pos
	msg string
	// remedy is set for what leaves the rest of the file in force.
	remedy string
}

// parseRules reads a rule file the way upstream does: YAML or JSON, keys in any
// case. Keys that upstream ignores are faults here.
func parseRules(path string, src []byte) (*ruleFile, []fault) {
	type rule struct {
		SelectorRegexp    string
		AllowedPrefixes   []string
		ForbiddenPrefixes []string
		Transitive        bool
	}
	var doc struct{ Rules, InverseRules []rule }
	file := &ruleFile{path: path}
	if line := checks.TooDeep(src); line > 0 {
		file.unread = true
		return file, []fault{{pos: walk.Pos{Line: line, Col: 1}, msg: "nests too deep to be read"}}
	}
	if err := yaml.Unmarshal(src, &doc); err != nil {
		file.unread = true
		return file, []fault{yamlFault(src, err)}
	}
	at := locate(src)
	faults := at.unknown
	convert := func(in []rule, places []place, inverse bool, bad *bool) (out []*Rule) {
		for i, r := range in {
			var p place
			if i < len(places) {
				p = places[i]
			}
			// Only tried here: files share selectors, which are compiled once.
			if _, err := regexp.Compile(r.SelectorRegexp); err != nil {
				*bad = true
				faults = append(faults, fault{pos: p.selector, msg: regexpMessage(r.SelectorRegexp, err)})
			}
			out = append(out, &Rule{
				Selector: r.SelectorRegexp, Allowed: r.AllowedPrefixes, Forbidden: r.ForbiddenPrefixes,
				Transitive: r.Transitive, Inverse: inverse, File: path, Pos: p.entry,
			})
		}
		return out
	}
	file.rules = convert(doc.Rules, at.rules, false, &file.badRules)
	file.inverse = convert(doc.InverseRules, at.inverse, true, &file.badInverse)
	return file, faults
}

func regexpMessage(expr string, err error) string {
	return "selectorRegexp " + strconv.Quote(expr) + " is not a regular expression: " +
		strings.TrimPrefix(err.Error(), "error parsing regexp: ")
}

var yamlLine = regexp.MustCompile(`\bline (\d+):? ?`)

// yamlFault turns the error of reading src into a fault with a place: what the
// parser says it is, or the first value of a type that does not fit.
func yamlFault(src []byte, err error) fault {
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		pos, key := locateMismatch(src, mismatch)
		if key == "" {
			return fault{pos: pos, msg: "must be a mapping with the keys rules and inverseRules, not " + named(mismatch.Value)}
		}
		key = strings.ToLower(key[:1]) + key[1:]
		return fault{pos: pos, msg: key + " must be " + named(mismatch.Type.Kind().String()) + ", not " + named(mismatch.Value)}
	}
	msg := err.Error()
	if i := strings.Index(msg, "yaml: "); i >= 0 {
		msg = msg[i+len("yaml: "):]
	}
	pos := walk.Pos{Line: 1, Col: 1}
	if m := yamlLine.FindStringSubmatchIndex(msg); m != nil {
		if n, err := strconv.Atoi(msg[m[2]:m[3]]); err == nil && n > 0 {
			pos.Line = min(n, 1+strings.Count(string(src), "\n"))
		}
		msg = msg[:m[0]] + msg[m[1]:]
	}
	return fault{pos: pos, msg: "is neither YAML nor JSON: " + strings.TrimSpace(msg)}
}

// named puts what JSON or Go calls a kind of value in the words of YAML.
func named(kind string) string {
	switch kind {
	case "slice", "array":
		return "a list"
	case "struct", "object":
		return "a mapping"
	case "bool":
		return "true or false"
	}
	return "a " + kind
}
