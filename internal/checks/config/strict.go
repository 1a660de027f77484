package config

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// strict compares a node with the type it will be decoded into and adds an
// error for every key the type does not have and every value of another kind.
// The YAML library would stop at the first and know no suggestion.
func (r *reader) strict(node ast.Node, t reflect.Type) {
	node = unwrap(node)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if node == nil || node.Type() == ast.NullType || node.Type() == ast.AliasType || t == typeOf[rawNode]() {
		return
	}
	if v, ok := namedValue(t); ok {
		r.strictMap(node, v)
		return
	}
	if t == typeOf[Text]() {
		r.scalar(node, "a string", ast.StringType, ast.LiteralType)
		return
	}
	if t == typeOf[Number]() {
		r.scalar(node, "a whole number", ast.IntegerType)
		return
	}
	if t == typeOf[Decimal]() {
		r.scalar(node, "a number", ast.IntegerType, ast.FloatType)
		return
	}
	if decodesItself(t) {
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		r.strictStruct(node, t)
	case reflect.Map:
		r.strictMap(node, t.Elem())
	case reflect.Slice:
		seq, ok := node.(*ast.SequenceNode)
		if !ok {
			r.mismatch(node, "a list")
			return
		}
		for _, v := range seq.Values {
			r.strictValue(v, t.Elem())
		}
	case reflect.String:
		r.scalar(node, "a string", ast.StringType, ast.LiteralType)
	case reflect.Bool:
		r.scalar(node, "true or false", ast.BoolType)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		r.scalar(node, "a whole number", ast.IntegerType)
	}
}

func (r *reader) strictStruct(node ast.Node, t reflect.Type) {
	if !isMapping(node) {
		r.mismatch(node, "a mapping")
		return
	}
	fields, names := yamlFields(t)
	for _, kv := range mappingOf(node) {
		key := keyText(kv.Key)
		if kv.Key.IsMergeKey() {
			continue
		}
		ft, ok := fields[key]
		if !ok {
			hint := "known here are " + strings.Join(names, ", ")
			if s := checks.Suggest(key, names); s != "" {
				hint = fmt.Sprintf("did you mean %q?", s)
			}
			r.add(placeOf(kv.Key), hint, "unknown key %q", key)
			continue
		}
		r.strict(kv.Value, ft)
	}
}

func (r *reader) strictMap(node ast.Node, elem reflect.Type) {
	if !isMapping(node) {
		r.mismatch(node, "a mapping")
		return
	}
	for _, kv := range mappingOf(node) {
		if !kv.Key.IsMergeKey() {
			r.strictValue(kv.Value, elem)
		}
	}
}

// strictValue is strict for an entry of a list or mapping: unlike a key of a
// struct, it cannot be left empty to mean "not set".
func (r *reader) strictValue(node ast.Node, t reflect.Type) {
	if node == nil || node.Type() == ast.NullType {
		if t != typeOf[rawNode]() && t != typeOf[rawPaths]() {
			r.add(placeOf(node), "", "an entry without a value")
		}
		return
	}
	r.strict(node, t)
}

func (r *reader) scalar(node ast.Node, want string, types ...ast.NodeType) {
	for _, t := range types {
		if node.Type() == t {
			return
		}
	}
	r.mismatch(node, want)
}

func (r *reader) mismatch(node ast.Node, want string) {
	have := map[ast.NodeType]string{
		ast.MappingType: "a mapping", ast.MappingValueType: "a mapping", ast.SequenceType: "a list",
		ast.StringType: "a string", ast.LiteralType: "a string", ast.BoolType: "a truth value",
		ast.IntegerType: "a number", ast.FloatType: "a number",
	}[node.Type()]
	if have == "" {
		have = node.Type().String()
	}
	hint := ""
	if want == "a string" && node.GetToken() != nil && (have == "a number" || have == "a truth value") {
		hint = fmt.Sprintf("quote it: %q", strings.TrimSpace(node.GetToken().Value))
	} else if want == "a list" && have == "a string" {
		hint = "put it in brackets: [" + strings.TrimSpace(node.GetToken().Value) + "]"
	}
	r.add(placeOf(node), hint, "want %s here, have %s", want, have)
}

// unwrap takes anchors and tags off a node.
func unwrap(node ast.Node) ast.Node {
	for {
		switch n := node.(type) {
		case *ast.AnchorNode:
			node = n.Value
		case *ast.TagNode:
			node = n.Value
		default:
			return node
		}
	}
}

func isMapping(node ast.Node) bool {
	_, ok := node.(ast.MapNode)
	return ok
}

// mappingOf returns the entries of a mapping; a mapping of one entry may be the
// bare entry.
func mappingOf(node ast.Node) []*ast.MappingValueNode {
	switch n := unwrap(node).(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

func keyText(key ast.MapKeyNode) string {
	if s, ok := key.(ast.ScalarNode); ok {
		return fmt.Sprint(s.GetValue())
	}
	return key.String()
}

// yamlFields returns a struct's fields by key, and the keys in order.
func yamlFields(t reflect.Type) (fields map[string]reflect.Type, names []string) {
	fields = map[string]reflect.Type{}
	for f := range t.Fields() {
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if !f.IsExported() || name == "-" {
			continue
		}
		if f.Anonymous && option == "inline" {
			inner, more := yamlFields(f.Type)
			maps.Copy(fields, inner)
			names = append(names, more...)
			continue
		}
		if name == "" {
			name = strings.ToLower(f.Name) // as the YAML library does
		}
		fields[name] = f.Type
		names = append(names, name)
	}
	return fields, names
}

func decodesItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(typeOf[encoding.TextUnmarshaler]()) || p.Implements(typeOf[yaml.NodeUnmarshaler]()) ||
		p.Implements(typeOf[yaml.BytesUnmarshaler]()) || p.Implements(typeOf[yaml.InterfaceUnmarshaler]())
}

// namedValue returns the value type of a byName.
func namedValue(t reflect.Type) (reflect.Type, bool) {
	if t.Kind() != reflect.Slice || !strings.HasPrefix(t.Name(), "byName[") {
		return nil, false
	}
	f, _ := t.Elem().FieldByName("Value")
	return f.Type, true
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

func elemOf(ptr any) reflect.Type { return reflect.TypeOf(ptr).Elem() }
