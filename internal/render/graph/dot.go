package graph

import (
	"errors"
	"fmt"
	"strings"
	"text/scanner"
)

// A drawing is what of a graph in DOT is drawn.
type drawing struct {
	title string
	nodes []shape
	lines []line
	index map[string]int
}

type shape struct {
	label, tooltip, class string
}

type line struct {
	from, to int
	class    string
	dashed   bool
}

// readDOT reads a graph as DOT writes it: a digraph of node and edge statements,
// each with at most one list of attributes. The attributes of all nodes, edges
// or the graph do not matter here.
func readDOT(dot []byte) (*drawing, error) {
	r := &dotReader{d: &drawing{index: map[string]int{}}}
	r.s.Init(strings.NewReader(string(dot)))
	r.s.Mode = scanner.ScanIdents | scanner.ScanFloats | scanner.ScanStrings
	r.s.Error = func(*scanner.Scanner, string) {} // the token itself is refused
	r.next()
	err := r.graph()
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", r.s.Position.Line, err)
	}
	return r.d, nil
}

type dotReader struct {
	s    scanner.Scanner
	kind rune
	d    *drawing
}

func (r *dotReader) next() { r.kind = r.s.Scan() }

// expect skips a token that must be there.
func (r *dotReader) expect(kind rune) error {
	if r.kind != kind {
		return fmt.Errorf("found %q instead of %q", r.s.TokenText(), string(kind))
	}
	r.next()
	return nil
}

// id reads a name, a number or a string, in which quote put the backslashes.
func (r *dotReader) id() (string, error) {
	text := r.s.TokenText()
	switch r.kind {
	case scanner.Ident, scanner.Float, scanner.Int:
	case scanner.String:
		if len(text) < 2 || !strings.HasSuffix(text, `"`) {
			return "", errors.New("a string does not end")
		}
		text = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(text[1 : len(text)-1])
	default:
		return "", fmt.Errorf("found %q instead of a name", text)
	}
	r.next()
	return text, nil
}

func (r *dotReader) graph() error {
	word, err := r.id()
	if err != nil {
		return err
	}
	if word != "digraph" {
		return fmt.Errorf("found %q instead of digraph", word)
	}
	if r.d.title, err = r.id(); err != nil {
		return err
	}
	if err := r.expect('{'); err != nil {
		return err
	}
	for r.kind != '}' {
		if err := r.statement(); err != nil {
			return err
		}
	}
	return nil
}

func (r *dotReader) statement() error {
	name, err := r.id()
	if err != nil {
		return err
	}
	to, edge := "", r.kind == '-'
	if edge {
		r.next()
		if err := r.expect('>'); err != nil {
			return err
		}
		if to, err = r.id(); err != nil {
			return err
		}
	}
	attrs, err := r.attributes()
	if err != nil {
		return err
	}
	if err := r.expect(';'); err != nil {
		return err
	}
	switch {
	case edge:
		from := r.d.node(name)
		r.d.lines = append(r.d.lines, line{from, r.d.node(to), attrs["class"], attrs["style"] == "dashed"})
	case name != "graph" && name != "node" && name != "edge":
		n := &r.d.nodes[r.d.node(name)]
		n.tooltip, n.class = attrs["tooltip"], attrs["class"]
		if label, ok := attrs["label"]; ok {
			n.label = label
		}
	}
	return nil
}

func (r *dotReader) attributes() (map[string]string, error) {
	if r.kind != '[' {
		return nil, nil
	}
	r.next()
	attrs := map[string]string{}
	for r.kind != ']' {
		name, err := r.id()
		if err != nil {
			return nil, err
		}
		if err := r.expect('='); err != nil {
			return nil, err
		}
		if attrs[name], err = r.id(); err != nil {
			return nil, err
		}
		if r.kind == ',' {
			r.next()
		}
	}
	r.next()
	return attrs, nil
}

// node returns the index of a node, a new one if its name is.
func (d *drawing) node(name string) int {
	i, ok := d.index[name]
	if !ok {
		i = len(d.nodes)
		d.index[name] = i
		d.nodes = append(d.nodes, shape{label: name})
	}
	return i
}
