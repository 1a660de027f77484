package checks

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// FuzzDirectives feeds any bytes as a go.mod or YAML file to the reader of
// directives: each must lie in the file, start with its mark, and be either
// obeyed or reported.
func FuzzDirectives(f *testing.F) {
	f.Add("module m //kdoc:ignore load-error reason\n")
	f.Add("# kdoc:ignore KL001,KA001 reason\n\na: b\n")
	f.Add("a: \"# kdoc:ignore\"\r\n#kdoc:x")
	known := Builtin()
	f.Fuzz(func(t *testing.T, src string) {
		lines := strings.Split(src, "\n")
		for _, mark := range []string{"//", "#"} {
			for _, d := range scanDirectives([]byte(src), mark) {
				if d.Pos.Line < 1 || d.Pos.Line > len(lines) || !strings.HasPrefix(lines[d.Pos.Line-1][d.Pos.Col-1:], mark) {
					t.Fatalf("%+v does not lie in the file", d)
				}
				if d.From > d.Pos.Line || d.To < d.Pos.Line {
					t.Fatalf("%+v does not speak of its own line", d)
				}
				obeyed, problem := parseDirective("go.mod", d, known)
				if obeyed == nil && problem == nil {
					t.Fatalf("%+v is neither obeyed nor reported", d)
				}
			}
		}
	})
}

func TestSplitArgs(t *testing.T) {
	for args, want := range map[string]string{
		"":                        "[] ",
		"KA101":                   "[KA101] ",
		"KA101 a reason":          "[KA101] a reason",
		"KA101,KA102 a reason":    "[KA101 KA102] a reason",
		"KA101, KA102 a reason":   "[KA101 KA102] a reason",
		"KA101 , KA102 a reason":  "[KA101 KA102] a reason",
		"KA101,,KA102\tthe, same": "[KA101 KA102] the, same",
		", reason":                "[reason] ",
		"KA101,":                  "[KA101] ",
	} {
		names, reason := splitArgs(args)
		if got := "[" + strings.Join(names, " ") + "] " + reason; got != want {
			t.Errorf("splitArgs(%q) = %s, want %s", args, got, want)
		}
	}
}

// TestScanDirectives pins what the comments of files that are not Go speak of.
func TestScanDirectives(t *testing.T) {
	src := "# kdoc:ignore r all\n# more\n\na: b # kdoc:ignore r line\n# kdoc:ignore r next\n# text\nc: d\ne: 'http://x#kdoc:ignore'\n"
	want := []walk.Directive{
		{Verb: "ignore", Args: "r all", Pos: walk.Pos{Line: 1, Col: 1}, From: 1, To: wholeFile},
		{Verb: "ignore", Args: "r line", Pos: walk.Pos{Line: 4, Col: 6}, From: 4, To: 4},
		{Verb: "ignore", Args: "r next", Pos: walk.Pos{Line: 5, Col: 1}, From: 5, To: 7},
	}
	got := scanDirectives([]byte(src), "#")
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("directive %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}
