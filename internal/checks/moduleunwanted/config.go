package moduleunwanted

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A config is the content of an unwanted-dependencies file.
type config struct {
	unwanted  map[string]reason
	pinned    map[string]pin
	refs      map[string]*refs
	vendored  *list // nil if the key is absent
	flat      *list // of the form that lists no referrers; nil if the key is absent
	hasPinned bool
}

// A span is a stretch of the file, in bytes.
type span struct{ start, end int }

type reason struct {
	text string
	span span // of the key
}

type pin struct {
	version, reason string
	span            span // of the version, or of the key without one
}

// refs are the modules listed as referring to one unwanted module.
type refs struct {
	span span // of the key
	// object reports the form with one list per kind; lists then has the names
	// of formLists, otherwise "".
	object bool
	lists  map[string]*list
}

type list struct {
	span  span
	items []item
}

type item struct {
	value string
	span  span
}

// A problem is something wrong with the file itself.
type problem struct {
	span        span
	key         string
	msg, remedy string
}

// The lists of the object form.
const (
	listDirect     = "direct"
	listTransitive = "transitive"
	listSumOnly    = "goSumOnly"
)

var formLists = []string{listDirect, listTransitive, listSumOnly}

// parseConfig reads the file. Whatever cannot be understood becomes a problem
// and the rest is read; only what is no JSON at all leaves the config nil.
func parseConfig(src []byte) (*config, []problem) {
	r := new(reader)
	root, rest, err := parseJSON(src)
	if err != nil {
		at := span{0, 0}
		if e, ok := err.(*syntaxError); ok {
			at = span{e.offset, e.offset}
		}
		return nil, []problem{{at, "syntax", "the file is not valid JSON: " + err.Error(), "correct it; nothing else of it was read"}}
	}
	c := &config{
		unwanted: map[string]reason{}, pinned: map[string]pin{}, refs: map[string]*refs{},
	}
	if i := len(bytes.TrimLeft(rest, " \t\r\n")); i > 0 {
		at := len(src) - i
		r.problem(span{at, at}, "trailing", "something follows the first JSON value and is never read", "remove it")
	}
	r.object(root, "", map[string]func(member){
		"spec": func(m member) {
			r.object(m.node, "spec", map[string]func(member){
				"unwantedModules": func(m member) { r.unwanted(c, m.node) },
				"pinnedModules":   func(m member) { r.pinned(c, m.node) },
			})
		},
		"status": func(m member) {
			r.object(m.node, "status", map[string]func(member){
				"unwantedReferences": func(m member) { r.references(c, m.node) },
				"references":         func(m member) { c.flat = r.list(m.node, "status.references") },
				"unwantedVendored":   func(m member) { c.vendored = r.list(m.node, "status.unwantedVendored") },
			})
		},
	})
	return c, r.problems
}

// usesObjects reports whether references are objects and not lists.
func (c *config) usesObjects() bool {
	for _, r := range c.refs {
		if r.object {
			return true
		}
	}
	return false
}

// listed returns where a module is listed as referring to an unwanted one.
func (r *refs) listed(name string) (in string, it item, ok bool) {
	if r == nil {
		return "", item{}, false
	}
	for _, l := range append([]string{""}, formLists...) {
		if r.lists[l] == nil {
			continue
		}
		for _, it := range r.lists[l].items {
			if it.value == name {
				return l, it, true
			}
		}
	}
	return "", item{}, false
}

// all returns the lists there are, with the names of their keys.
func (r *refs) all() (names []string, lists []*list) {
	for _, l := range append([]string{""}, formLists...) {
		if r.lists[l] != nil {
			names, lists = append(names, l), append(lists, r.lists[l])
		}
	}
	return names, lists
}

// A reader turns nodes into a config and collects problems.
type reader struct {
	problems []problem
}

func (r *reader) problem(at span, key, msg, remedy string) {
	r.problems = append(r.problems, problem{at, key, msg, remedy})
}

func (n *node) span() span { return span{n.start, n.end} }

// want reports whether n is of a kind; null is taken for an empty value, as
// encoding/json does.
func (r *reader) want(n *node, kind byte, key, what string) bool {
	if byte(n.kind) == kind && (kind != 0 || n.value != nil) {
		return true
	}
	if n.kind == 0 && n.value == nil {
		return false
	}
	r.problem(n.span(), key, fmt.Sprintf("%s must be %s", key, what), "correct it; this value was not read")
	return false
}

// members calls each for the members of an object, the last of repeated keys
// winning, and reports the others.
func (r *reader) members(n *node, key string, each func(member)) {
	last := map[string]int{}
	for i, m := range n.members {
		last[m.key] = i
	}
	for i, m := range n.members {
		if last[m.key] != i {
			r.problem(m.at.span(), join(key, m.key), fmt.Sprintf("%s appears again further down, and only the last one counts", join(key, m.key)),
				"keep one of them")
			continue
		}
		each(m)
	}
}

// object hands the members of an object to the reader of their key. Keys may
// differ in case, as in encoding/json.
func (r *reader) object(n *node, key string, known map[string]func(member)) {
	name := key
	if name == "" {
		name = "the file"
	}
	if !r.want(n, '{', name, "an object") {
		return
	}
	r.members(n, key, func(m member) {
		for k, read := range known {
			if strings.EqualFold(k, m.key) {
				read(m)
				return
			}
		}
		names := make([]string, 0, len(known))
		for k := range known {
			names = append(names, k)
		}
		slices.Sort(names)
		r.problem(m.at.span(), join(key, m.key), fmt.Sprintf("unknown key %q in %s", m.key, name),
			rulefile.KeyRemedy(m.key, names))
	})
}

func join(key, name string) string { return strings.TrimPrefix(key+"."+name, ".") }

// lines holds the offset each line of a file starts at.
type lines []int

func linesOf(src []byte) lines {
	l := lines{0}
	for i, b := range src {
		if b == '\n' {
			l = append(l, i+1)
		}
	}
	return l
}

// pos returns the line and column of an offset.
func (l lines) pos(offset int) walk.Pos {
	i, exact := slices.BinarySearch(l, offset)
	if !exact {
		i--
	}
	return walk.Pos{Line: i + 1, Col: offset - l[i] + 1}
}
