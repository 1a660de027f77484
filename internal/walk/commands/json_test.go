package commands

import (
	"bytes"
	"strings"
	"testing"
)

func TestDecodeKeepsSharedFlagsShared(t *testing.T) {
	verbose := &Flag{Name: "verbose", Shorthand: "v", Type: "bool", Default: "false", Bool: true}
	child := &Command{Use: "get NAME", Runnable: true, Flags: []*Flag{verbose, {
		Name: "output", Type: "string",
		Annotations: map[string][]string{annotationRequired: {"true"}, annotationExclusive: {"output template"}},
		Unknown:     []Unknown{{Field: "usage", Reason: "calls os.Hostname", Pos: Position{"cmd/get.go", 3, 9}}},
	}}}
	p := &Program{Package: "example.com/cmd/tool", Library: "cobra", Root: &Command{
		Use: "tool", Persistent: []*Flag{verbose}, Commands: []*Command{child},
	}}
	p.Finish()
	if child.Path != "tool get" || !child.Flags[1].Required || len(child.Exclusive) != 1 || p.Name != "tool" {
		t.Fatalf("Finish left path %q, required %t, exclusive %q, name %q", child.Path, child.Flags[1].Required, child.Exclusive, p.Name)
	}
	first := encode(t, p)
	back, err := Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	root := back[0].Root
	if root.Persistent[0] != root.Commands[0].Flags[0] || root.Commands[0].Parent != root {
		t.Error("a flag in two sets came back as two flags, or a command without its parent")
	}
	if again := encode(t, back[0]); !bytes.Equal(first, again) {
		t.Errorf("JSON changed on the way through Decode:\n%s\n%s", first, again)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, in := range []string{
		`[]`, `{"version":99,"programs":[]}`, `{"version":1,"programs":[null]}`,
		`{"version":1,"programs":[{"root":{"commands":[null]}}]}`,
		`{"version":1,"programs":[{"root":{"flags":[null]}}]}`,
	} {
		if _, err := Decode(strings.NewReader(in)); err == nil {
			t.Errorf("Decode(%s) succeeded", in)
		}
	}
}

func encode(t *testing.T, p *Program) []byte {
	var b bytes.Buffer
	if err := Encode(&b, []*Program{p}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
