package moduleunwanted

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// lists looks at the form of the record alone: entries for modules nobody calls
// unwanted, empty entries, and lists that are not sorted.
func (c *checker) lists() {
	for _, u := range sortedKeys(c.config.refs) {
		r := c.config.refs[u]
		names, lists := r.all()
		total := 0
		for i, l := range lists {
			total += len(l.items)
			key := "status.unwantedReferences." + u
			if names[i] != "" {
				key += "." + names[i]
			}
			c.order(key, l)
		}
		if _, ok := c.config.unwanted[u]; !ok {
			c.report(r.span, checks.Diagnostic{
				Symbol:  u + " <-",
				Message: fmt.Sprintf("status.unwantedReferences has an entry for %s, which spec.unwantedModules does not list", u),
				Remedy:  "remove the entry, or say in spec.unwantedModules why the module is unwanted",
			})
		} else if total == 0 {
			c.report(r.span, checks.Diagnostic{
				Symbol:  u + " <-",
				Message: fmt.Sprintf("the entry of the unwanted module %s lists nobody who refers to it", u),
				Remedy:  "remove the entry: a module without references has none",
			})
		}
	}
	if c.config.vendored != nil {
		c.order("status.unwantedVendored", c.config.vendored)
	}
}

// order reports the first item of a list that is out of order or there twice.
func (c *checker) order(key string, l *list) {
	for i := 1; i < len(l.items); i++ {
		switch cmp.Compare(l.items[i-1].value, l.items[i].value) {
		case 0:
			c.disorder(key, l, l.items[i], fmt.Sprintf("%s lists %s twice", key, l.items[i].value))
			return
		case 1:
			c.disorder(key, l, l.items[i], fmt.Sprintf("%s is not sorted: %s stands behind %s", key, l.items[i].value, l.items[i-1].value))
			return
		}
	}
}

func (c *checker) disorder(key string, l *list, it item, msg string) {
	c.report(it.span, checks.Diagnostic{
		Symbol:  key + " order",
		Message: msg,
		Remedy:  "sort the list: it is compared as a whole with one that is",
		Fixes:   []checks.Fix{{Message: "sort " + key, Class: checks.FixSafe, Edits: c.sorted(l)}},
	})
}

// sorted puts the items of a list, without repetitions, into its places; what
// stands between the places stays as it is.
func (c *checker) sorted(l *list) []checks.Edit {
	values := slices.Clone(l.items)
	slices.SortStableFunc(values, func(a, b item) int { return cmp.Compare(a.value, b.value) })
	values = slices.CompactFunc(values, func(a, b item) bool { return a.value == b.value })
	var edits []checks.Edit
	for i, v := range values {
		at := l.items[i].span
		if text := string(c.src[v.span.start:v.span.end]); text != string(c.src[at.start:at.end]) {
			edits = append(edits, checks.Edit{Path: c.file, Start: at.start, End: at.end, New: text})
		}
	}
	if n := len(values); n < len(l.items) {
		edits = append(edits, checks.Edit{Path: c.file, Start: l.items[n-1].span.end, End: l.items[len(l.items)-1].span.end})
	}
	return edits
}
