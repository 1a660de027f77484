package checks

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/suggest"
)

// Find returns the check with the given id or slug, in any case, or nil.
func Find(cs []*Check, name string) *Check {
	for _, c := range cs {
		if strings.EqualFold(c.ID, name) || strings.EqualFold(c.Slug, name) {
			return c
		}
	}
	return nil
}

// Names returns the ids and slugs of the checks.
func Names(cs []*Check) []string {
	var names []string
	for _, c := range cs {
		names = append(names, c.ID, c.Slug)
	}
	return names
}

// Suggest returns the valid name somebody who typed name may have meant, or "".
func Suggest(name string, valid []string) string { return suggest.Name(name, valid) }
