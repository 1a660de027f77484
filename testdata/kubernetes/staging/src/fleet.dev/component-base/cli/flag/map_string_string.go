package flag

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// MapStringString is a flag whose value is a list of KEY=VALUE pairs. Repeating
// the flag adds to the pairs given before.
type MapStringString struct {
	target   *map[string]string
	explicit bool
}

var _ pflag.Value = (*MapStringString)(nil)

// NewMapStringString returns a flag that writes to target. What target holds is
// the default, and is thrown away by the first pair that a user gives.
func NewMapStringString(target *map[string]string) *MapStringString {
	return &MapStringString{target: target}
}

// Set implements pflag.Value.
func (m *MapStringString) Set(text string) error {
	if !m.explicit || *m.target == nil {
		*m.target, m.explicit = map[string]string{}, true
	}
	for _, pair := range strings.Split(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q is not of the form KEY=VALUE", pair)
		}
		(*m.target)[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return nil
}

// String implements pflag.Value.
func (m *MapStringString) String() string {
	if m == nil || m.target == nil {
		return ""
	}
	var pairs []string
	for _, key := range slices.Sorted(maps.Keys(*m.target)) {
		pairs = append(pairs, key+"="+(*m.target)[key])
	}
	return strings.Join(pairs, ",")
}

// Type implements pflag.Value.
func (m *MapStringString) Type() string { return "mapStringString" }
