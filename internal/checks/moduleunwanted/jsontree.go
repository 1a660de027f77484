package moduleunwanted

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A node is a JSON value and where it stands. Offsets count bytes.
type node struct {
	start, end int
	// value is nil, a bool, json.Number or string; an object or array has
	// members or items instead.
	value   any
	kind    json.Delim // '{', '[' or 0
	members []member
	items   []*node
}

// A member is one key of an object.
type member struct {
	key  string
	at   *node
	node *node
}

// A syntaxError says where JSON ends being JSON.
type syntaxError struct {
	offset int
	msg    string
}

func (e *syntaxError) Error() string { return e.msg }

const maxDepth = 32

// parseJSON reads the first JSON value of src and returns what follows it.
// encoding/json alone would lose the positions, and repeated keys.
func parseJSON(src []byte) (root *node, rest []byte, err error) {
	p := jsonParser{src: src, dec: json.NewDecoder(bytes.NewReader(src))}
	p.dec.UseNumber()
	root, err = p.value(0)
	if err != nil {
		return nil, nil, p.located(err)
	}
	return root, src[root.end:], nil
}

type jsonParser struct {
	src []byte
	dec *json.Decoder
}

// token returns the next token and where it stands: the decoder only tells
// where one ends, so what lies between it and the one before is skipped.
func (p *jsonParser) token() (json.Token, *node, error) {
	start := int(p.dec.InputOffset())
	tok, err := p.dec.Token()
	if err != nil {
		return nil, nil, err
	}
	for start < len(p.src) && bytes.IndexByte([]byte(" \t\r\n,:"), p.src[start]) >= 0 {
		start++
	}
	return tok, &node{start: start, end: int(p.dec.InputOffset())}, nil
}

func (p *jsonParser) value(depth int) (*node, error) {
	tok, n, err := p.token()
	if err != nil {
		return nil, err
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		n.value = tok
		return n, nil
	}
	if depth == maxDepth {
		return nil, &syntaxError{n.start, fmt.Sprintf("nested deeper than %d levels", maxDepth)}
	}
	n.kind = delim
	for p.dec.More() {
		if delim == '[' {
			item, err := p.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
			continue
		}
		key, at, err := p.token()
		if err != nil {
			return nil, err
		}
		val, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		name, _ := key.(string)
		n.members = append(n.members, member{name, at, val})
	}
	_, end, err := p.token()
	if err != nil {
		return nil, err
	}
	n.end = end.end
	return n, nil
}

// located gives an error of the decoder the offset it happened at. The decoder
// itself counts from varying places; reading the whole text at once does not.
func (p *jsonParser) located(err error) error {
	var at *syntaxError
	if errors.As(err, &at) {
		return at
	}
	var whole any
	var syntax *json.SyntaxError
	if again := json.Unmarshal(p.src, &whole); errors.As(again, &syntax) && int(syntax.Offset) <= len(p.src) {
		return &syntaxError{max(0, int(syntax.Offset)-1), syntax.Error()}
	}
	return &syntaxError{int(p.dec.InputOffset()), err.Error()}
}
