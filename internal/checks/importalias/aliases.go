package importalias

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// An alias says by which name packages are to be imported.
type alias struct {
	// key is the import path, or a regular expression that must match all of one.
	key string
	// name is the name; $1 and the like stand for groups of the expression.
	name string
	pos  walk.Pos
	re   *regexp.Regexp // nil for a plain import path
}

// aliases are what an alias file says.
type aliases struct {
	plain    map[string]*alias
	patterns []*alias // the longest first, then by text
}

// A fault is something wrong in an alias file.
type fault struct {
	pos walk.Pos
	msg string
}

// parseAliases reads an alias file: a JSON object from import paths to names.
// Of a key that is there twice, the last counts.
func parseAliases(src []byte) (*aliases, []fault) {
	a := &aliases{plain: map[string]*alias{}}
	entries, bad := readObject(src)
	if bad != nil {
		return a, []fault{*bad}
	}
	var faults []fault
	patterns := map[string]*alias{}
	for _, e := range entries {
		if !strings.Contains(e.name, "$") && isPlain(e.key) {
			a.plain[e.key] = e
			continue
		}
		re, err := regexp.Compile(e.key)
		if err != nil {
			msg := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
			faults = append(faults, fault{e.pos, fmt.Sprintf("%q is not a regular expression: %s", e.key, msg)})
			continue
		}
		e.re = re
		patterns[e.key] = e
	}
	for _, e := range patterns {
		a.patterns = append(a.patterns, e)
	}
	slices.SortFunc(a.patterns, func(a, b *alias) int {
		return cmp.Or(cmp.Compare(len(b.key), len(a.key)), strings.Compare(a.key, b.key))
	})
	return a, faults
}

// isPlain reports whether a key is an import path and not a pattern. The dots
// of its domain are taken for dots.
func isPlain(key string) bool {
	undotted := strings.ReplaceAll(key, ".", "")
	return regexp.QuoteMeta(undotted) == undotted
}

// readObject reads a JSON object of strings with the places of its keys.
func readObject(src []byte) ([]*alias, *fault) {
	dec := json.NewDecoder(bytes.NewReader(src))
	lines := newLines(src)
	failed := func(err error) *fault {
		at, msg := int(dec.InputOffset()), err.Error()
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			at = int(syntax.Offset) - 1
		} else if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			at, msg = len(src), "it ends too early"
		}
		return &fault{lines.pos(at), "is not JSON: " + msg}
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, failed(err)
	}
	if tok != json.Delim('{') {
		return nil, &fault{lines.pos(0), "must be an object from import paths to names"}
	}
	var out []*alias
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, failed(err)
		}
		// A key ends where the decoder stands; what it is spelled like is found
		// backwards from there.
		start := int(dec.InputOffset())
		if i := bytes.LastIndexByte(src[:max(start-1, 0)], '\n') + 1; i < start {
			start = i + max(bytes.IndexByte(src[i:start], '"'), 0)
		}
		value, err := dec.Token()
		if err != nil {
			return nil, failed(err)
		}
		name, ok := value.(string)
		if !ok {
			return nil, &fault{lines.pos(start), fmt.Sprintf("the name for %q must be a string", key)}
		}
		out = append(out, &alias{key: key.(string), name: name, pos: lines.pos(start)})
	}
	if _, err := dec.Token(); err != nil {
		return nil, failed(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, &fault{lines.pos(int(dec.InputOffset())), "is not JSON: there is more after the object"}
	}
	return out, nil
}

// find returns the alias for an import path and the name it asks for, or nil. A
// plain path counts before a pattern.
func (a *aliases) find(importPath string) (*alias, string) {
	if e := a.plain[importPath]; e != nil {
		return e, e.name
	}
	for _, e := range a.patterns {
		m := e.re.FindStringSubmatchIndex(importPath)
		// The match that the expression prefers must be of the whole path; that
		// another one would be does not count.
		if m != nil && m[0] == 0 && m[1] == len(importPath) {
			return e, string(e.re.ExpandString(nil, e.name, importPath, m))
		}
	}
	return nil, ""
}

// lines turns offsets into positions.
type lines []int // offset of each line's start

func newLines(src []byte) lines {
	l := lines{0}
	for i, b := range src {
		if b == '\n' {
			l = append(l, i+1)
		}
	}
	return l
}

func (l lines) pos(offset int) walk.Pos {
	offset = max(offset, 0)
	i, found := slices.BinarySearch(l, offset)
	if !found {
		i--
	}
	return walk.Pos{Line: i + 1, Col: offset - l[i] + 1}
}
