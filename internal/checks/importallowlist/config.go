package importallowlist

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// An Entry restricts what the packages below one directory may import.
type Entry struct {
	// Base is the directory as written; the older form spells a staging module
	// by its link below vendor.
	Base text
	// Ignored are directories below Base that are exempt.
	Ignored []text
	// Allowed are import paths, each allowing itself and what lies below it.
	Allowed []text
	// ExcludeTests leaves out what only tests import.
	ExcludeTests bool
	Pos          walk.Pos
}

// text is a string of the file and where it stands.
type text struct {
	string
	pos walk.Pos
}

// A fault is something wrong in the file.
type fault struct {
	pos walk.Pos
	msg string
	// remedy is set for what leaves the entry in force.
	remedy string
}

// entryKeys are the keys of an entry.
var entryKeys = []string{"baseImportPath", "ignoredSubTrees", "allowedImports", "excludeTests"}

// parseConfig reads the file: a list of mappings of which the keys known here
// count; others are faults. An entry that cannot be read is left out.
func parseConfig(src []byte) (entries []Entry, faults []fault) {
	first := walk.Pos{Line: 1, Col: 1}
	defer func() {
		// The parser is not ours: no input may cost the run, and places are
		// trusted only as far as they exist (a lone CR counts as a line there).
		if r := recover(); r != nil {
			entries, faults = nil, []fault{{pos: first, msg: "is not YAML that can be read"}}
		}
		clamp(src, entries, faults)
	}()
	if line := checks.TooDeep(src); line > 0 {
		return nil, []fault{{pos: walk.Pos{Line: line, Col: 1}, msg: "nests too deep to be read"}}
	}
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, []fault{syntaxFault(err)}
	}
	var root ast.Node
	if len(file.Docs) > 0 {
		root = file.Docs[0].Body
	}
	if root == nil || root.Type() == ast.NullType {
		return nil, nil
	}
	list, ok := root.(*ast.SequenceNode)
	if !ok {
		return nil, []fault{{pos: start(root), msg: "must be a list of entries with baseImportPath and allowedImports"}}
	}
	for _, n := range list.Values {
		e, unknown, err := parseEntry(n)
		faults = append(faults, unknown...)
		if err != nil {
			faults = append(faults, *err)
			continue
		}
		entries = append(entries, e)
	}
	return entries, faults
}

// clamp moves places that are outside of the file to its start.
func clamp(src []byte, entries []Entry, faults []fault) {
	lines := bytes.Split(src, []byte("\n"))
	fix := func(p *walk.Pos) {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > len(lines[p.Line-1])+1 {
			*p = walk.Pos{Line: 1, Col: 1}
		}
	}
	for i := range entries {
		fix(&entries[i].Pos)
		fix(&entries[i].Base.pos)
	}
	for i := range faults {
		fix(&faults[i].pos)
	}
}

func syntaxFault(err error) fault {
	f := fault{pos: walk.Pos{Line: 1, Col: 1}, msg: "is not YAML: " + firstLine(err.Error())}
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		f.msg = "is not YAML: " + syntax.GetMessage()
		if tok := syntax.GetToken(); tok != nil {
			f.pos = at(tok)
		}
	}
	return f
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func parseEntry(n ast.Node) (e Entry, unknown []fault, bad *fault) {
	e.Pos = start(n)
	m, ok := n.(ast.MapNode)
	if !ok {
		return e, nil, &fault{pos: e.Pos, msg: "entry must be a mapping"}
	}
	for it := m.MapRange(); it.Next(); {
		value := it.Value()
		if a, ok := value.(*ast.AnchorNode); ok {
			value = a.Value
		}
		if it.Key().GetToken() == nil {
			continue
		}
		switch key := it.Key().GetToken().Value; key {
		case "baseImportPath":
			e.Base, bad = scalar(key, value)
		case "ignoredSubTrees":
			e.Ignored, bad = scalars(key, value)
		case "allowedImports":
			e.Allowed, bad = scalars(key, value)
		case "excludeTests":
			b, ok := value.(*ast.BoolNode)
			if ok {
				e.ExcludeTests = b.Value
			} else if value.Type() != ast.NullType {
				bad = &fault{pos: start(value), msg: "excludeTests must be true or false"}
			}
		default:
			if !it.Key().IsMergeKey() {
				unknown = append(unknown, fault{pos: at(it.Key().GetToken()), msg: fmt.Sprintf("the entry has the unknown key %q", key), remedy: rulefile.KeyRemedy(key, entryKeys)})
			}
		}
		if bad != nil {
			return e, unknown, bad
		}
	}
	if e.Base.string == "" {
		return e, unknown, &fault{pos: e.Pos, msg: "entry has no baseImportPath"}
	}
	return e, unknown, nil
}

func scalar(key string, n ast.Node) (text, *fault) {
	switch n := n.(type) {
	case *ast.StringNode:
		return text{n.Value, start(n)}, nil
	case *ast.LiteralNode:
		return text{strings.TrimSpace(n.Value.Value), start(n)}, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return text{n.GetToken().Value, start(n)}, nil
	case *ast.NullNode:
		return text{}, nil
	}
	return text{}, &fault{pos: start(n), msg: key + " must be a string"}
}

func scalars(key string, n ast.Node) ([]text, *fault) {
	if n.Type() == ast.NullType {
		return nil, nil
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, &fault{pos: start(n), msg: fmt.Sprintf("%s must be a list", key)}
	}
	var out []text
	for _, v := range list.Values {
		t, bad := scalar(key, v)
		if bad != nil {
			return nil, &fault{pos: bad.pos, msg: fmt.Sprintf("%s must be a list of strings", key)}
		}
		out = append(out, t)
	}
	return out, nil
}

// start returns where a node's text starts; a mapping's own token is its first
// colon.
func start(n ast.Node) walk.Pos {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 && m.Values[0].Key != nil {
			return at(m.Values[0].Key.GetToken())
		}
	case *ast.MappingValueNode:
		if m.Key != nil {
			return at(m.Key.GetToken())
		}
	}
	return at(n.GetToken())
}

func at(tok *token.Token) walk.Pos {
	if tok == nil || tok.Position == nil {
		return walk.Pos{}
	}
	return walk.Pos{Line: tok.Position.Line, Col: tok.Position.Column}
}
