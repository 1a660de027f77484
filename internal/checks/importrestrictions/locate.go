package importrestrictions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A place is where a rule and its selector stand.
type place struct{ entry, selector walk.Pos }

// places are those of a file's rules, in order, and of the keys in it that mean
// nothing.
type places struct {
	rules, inverse []place
	unknown        []fault
}

// The keys of a rule file, and of a rule.
var (
	fileKeys = []string{"rules", "inverseRules"}
	ruleKeys = []string{"selectorRegexp", "allowedPrefixes", "forbiddenPrefixes", "transitive"}
)

// locate finds the rules of a file. The values come from the reader upstream
// uses too; that one forgets where it found them, so a second one is asked for
// nothing but the places. What it cannot parse has none.
func locate(src []byte) (out places) {
	root := parseAST(src)
	out.keys(src, root, fileKeys)
	for _, kv := range entries(root) {
		list := &out.rules
		switch strings.ToLower(keyOf(kv)) {
		case "rules":
		case "inverserules":
			list = &out.inverse
		default:
			continue
		}
		*list = nil
		for _, item := range items(kv.Value) {
			p := place{entry: clamp(src, startOf(item))}
			p.selector = p.entry
			out.keys(src, item, ruleKeys)
			for _, field := range entries(item) {
				if strings.EqualFold(keyOf(field), "selectorRegexp") {
					p.selector = clamp(src, startOf(field))
				}
			}
			*list = append(*list, p)
		}
	}
	return out
}

// keys notes the keys of a mapping that are not known, or there twice: of these
// the reader takes the last one.
func (out *places) keys(src []byte, mapping ast.Node, known []string) {
	seen := map[string]bool{}
	for _, kv := range entries(mapping) {
		key := keyOf(kv)
		if kv.Key == nil || kv.Key.IsMergeKey() {
			continue
		}
		at := clamp(src, startOf(kv))
		i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, key) })
		switch {
		case i < 0:
			out.unknown = append(out.unknown, fault{pos: at, msg: fmt.Sprintf("has the unknown key %q", key), remedy: rulefile.KeyRemedy(key, known)})
		case seen[known[i]]:
			out.unknown = append(out.unknown, fault{pos: at, msg: fmt.Sprintf("gives %s twice, and only the last one counts", known[i]), remedy: "put both into one"})
		}
		if i >= 0 {
			seen[known[i]] = true
		}
	}
}

// locateMismatch finds the value a JSON type error is about, and the key it
// belongs to. The error names the keys but not the positions in lists.
func locateMismatch(src []byte, mismatch *json.UnmarshalTypeError) (walk.Pos, string) {
	first := walk.Pos{Line: 1, Col: 1}
	if mismatch.Field == "" {
		return first, ""
	}
	keys := strings.Split(mismatch.Field, ".")
	nodes := items(parseAST(src))
	if nodes == nil {
		nodes = []ast.Node{parseAST(src)}
	}
	var at ast.Node
	for i, key := range keys {
		var next []ast.Node
		for _, n := range nodes {
			for _, kv := range entries(n) {
				if !strings.EqualFold(keyOf(kv), key) {
					continue
				}
				if i == len(keys)-1 && at == nil && !fits(kv.Value, mismatch.Type) {
					at = kv
				}
				if list := items(kv.Value); list != nil {
					next = append(next, list...)
				} else {
					next = append(next, kv.Value)
				}
			}
		}
		nodes = next
	}
	if at == nil {
		return first, keys[len(keys)-1]
	}
	return clamp(src, startOf(at)), keys[len(keys)-1]
}

// fits reports whether a node has the shape that a type is read from.
func fits(n ast.Node, t reflect.Type) bool {
	_, isNull := n.(*ast.NullNode)
	switch t.Kind() {
	case reflect.Slice:
		return isNull || n.Type() == ast.SequenceType
	case reflect.Bool:
		return isNull || n.Type() == ast.BoolType
	case reflect.Struct:
		list := items(n)
		for _, item := range list {
			if len(entries(item)) == 0 {
				return false
			}
		}
		return isNull || len(list) > 0 || len(entries(n)) > 0
	}
	return len(entries(n)) == 0 && items(n) == nil
}

// parseAST returns the root of the first document, nil if there is none. The
// parser is not ours: whatever it does with odd input must not cost the run.
func parseAST(src []byte) (root ast.Node) {
	defer func() {
		if recover() != nil {
			root = nil
		}
	}()
	file, err := parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
	if err != nil || len(file.Docs) == 0 {
		return nil
	}
	return file.Docs[0].Body
}

// entries returns the pairs of a mapping, nil for anything else.
func entries(n ast.Node) []*ast.MappingValueNode {
	switch n := unwrap(n).(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// items returns the values of a sequence, nil for anything else.
func items(n ast.Node) []ast.Node {
	if n, ok := unwrap(n).(*ast.SequenceNode); ok {
		return n.Values
	}
	return nil
}

func unwrap(n ast.Node) ast.Node {
	for {
		switch t := n.(type) {
		case *ast.AnchorNode:
			n = t.Value
		case *ast.TagNode:
			n = t.Value
		default:
			return n
		}
	}
}

func keyOf(kv *ast.MappingValueNode) string {
	if kv.Key == nil || kv.Key.GetToken() == nil {
		return ""
	}
	return kv.Key.GetToken().Value
}

// clamp moves a place that is outside of the file to its start: the second reader
// counts a lone CR as a line, for one.
func clamp(src []byte, p walk.Pos) walk.Pos {
	lines := bytes.Split(src, []byte("\n"))
	if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > len(lines[p.Line-1])+1 {
		return walk.Pos{Line: 1, Col: 1}
	}
	return p
}

// startOf returns where a node's text starts.
func startOf(n ast.Node) walk.Pos {
	if n == nil {
		return walk.Pos{}
	}
	if kvs := entries(n); len(kvs) > 0 && kvs[0].Key != nil {
		if m, ok := unwrap(n).(*ast.MappingNode); !ok || !m.IsFlowStyle {
			n = kvs[0].Key
		}
	}
	tok := n.GetToken()
	if tok == nil || tok.Position == nil {
		return walk.Pos{}
	}
	return walk.Pos{Line: tok.Position.Line, Col: tok.Position.Column}
}
