// Package labels matches objects by their labels.
package labels

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// Selector decides whether a set of labels is wanted.
type Selector interface {
	// Matches reports whether every condition of the selector holds.
	Matches(set map[string]string) bool
	// String is the form that Parse accepts.
	String() string
}

// Everything matches all label sets.
func Everything() Selector { return conjunction(nil) }

// SelectorFromSet matches label sets that contain every pair of set.
func SelectorFromSet(set map[string]string) Selector {
	var all conjunction
	for _, key := range slices.Sorted(maps.Keys(set)) {
		all = append(all, requirement{key, metav1.LabelSelectorOpIn, []string{set[key]}})
	}
	return all
}

// FromLabelSelector compiles the API form of a selector. A nil selector matches
// nothing, unlike an empty one.
func FromLabelSelector(s *metav1.LabelSelector) (Selector, error) {
	if s == nil {
		return nothing{}, nil
	}
	all := SelectorFromSet(s.MatchLabels).(conjunction)
	for _, e := range s.MatchExpressions {
		r := requirement{e.Key, e.Operator, e.Values}
		if err := r.validate(); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// Parse reads a comma-separated list of key=value, key!=value, key and !key.
func Parse(text string) (Selector, error) {
	var all conjunction
	for _, term := range strings.Split(text, ",") {
		term = strings.TrimSpace(term)
		if term == "" {
			continue
		}
		var r requirement
		if key, value, ok := strings.Cut(term, "!="); ok {
			r = requirement{key, metav1.LabelSelectorOpNotIn, []string{value}}
		} else if key, value, ok := strings.Cut(term, "="); ok {
			r = requirement{key, metav1.LabelSelectorOpIn, []string{value}}
		} else if key, ok := strings.CutPrefix(term, "!"); ok {
			r = requirement{key, metav1.LabelSelectorOpDoesNotExist, nil}
		} else {
			r = requirement{term, metav1.LabelSelectorOpExists, nil}
		}
		if err := r.validate(); err != nil {
			return nil, fmt.Errorf("parsing selector %q: %w", text, err)
		}
		all = append(all, r)
	}
	return all, nil
}

type nothing struct{}

func (nothing) Matches(map[string]string) bool { return false }
func (nothing) String() string                 { return "<nothing>" }

type conjunction []requirement

func (c conjunction) Matches(set map[string]string) bool {
	return !slices.ContainsFunc(c, func(r requirement) bool { return !r.matches(set) })
}

func (c conjunction) String() string {
	terms := make([]string, len(c))
	for i, r := range c {
		terms[i] = r.String()
	}
	return strings.Join(terms, ",")
}

type requirement struct {
	key      string
	operator metav1.LabelSelectorOperator
	values   []string
}

func (r requirement) validate() error {
	if r.key == "" {
		return fmt.Errorf("a label key is missing")
	}
	switch r.operator {
	case metav1.LabelSelectorOpIn, metav1.LabelSelectorOpNotIn:
		if len(r.values) == 0 {
			return fmt.Errorf("operator %s on label %q needs at least one value", r.operator, r.key)
		}
	case metav1.LabelSelectorOpExists, metav1.LabelSelectorOpDoesNotExist:
		if len(r.values) != 0 {
			return fmt.Errorf("operator %s on label %q takes no values", r.operator, r.key)
		}
	default:
		return fmt.Errorf("operator %q on label %q is unknown", r.operator, r.key)
	}
	return nil
}

func (r requirement) matches(set map[string]string) bool {
	value, present := set[r.key]
	switch r.operator {
	case metav1.LabelSelectorOpIn:
		return present && slices.Contains(r.values, value)
	case metav1.LabelSelectorOpNotIn:
		return !present || !slices.Contains(r.values, value)
	case metav1.LabelSelectorOpExists:
		return present
	default:
		return !present
	}
}

func (r requirement) String() string {
	switch r.operator {
	case metav1.LabelSelectorOpIn:
		return r.key + "=" + strings.Join(r.values, "|")
	case metav1.LabelSelectorOpNotIn:
		return r.key + "!=" + strings.Join(r.values, "|")
	case metav1.LabelSelectorOpExists:
		return r.key
	default:
		return "!" + r.key
	}
}
