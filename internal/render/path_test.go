package render

import (
	"path"
	"strings"
	"testing"
)

func TestPathsAreSafe(t *testing.T) {
	var s pathSet
	for _, tt := range []struct{ want, got string }{
		{"pkg/k8s.io/api/core/v1", "pkg/k8s.io/api/core/v1"},
		{"pkg/gopkg.in/yaml.v2", "pkg/gopkg.in/yaml.v2"},
		{"pkg/größe", "pkg/größe"},
		{"pkg/a-b_c~d+e@f", "pkg/a-b_c~d+e@f"},
	} {
		if got := s.take(tt.want, tt.want); got != tt.got {
			t.Errorf("%q becomes %q, want %q", tt.want, got, tt.got)
		}
	}
	seen := map[string]string{}
	for _, want := range []string{
		"pkg/Foo", "pkg/foo", "pkg/FOO", "pkg/gro\u0308sse", "pkg/gr\u00f6sse", "pkg/stra\u00dfe", "pkg/strasse",
		"pkg/aux", "pkg/NUL.go", "pkg/com1", "pkg/..", "pkg/.git", "pkg/end.", "pkg/a b", "pkg/a?b", "pkg/a%b", `pkg/a\b`, "pkg/a:b", "pkg/x.html",
		"pkg/" + strings.Repeat("long", 50), "pkg/\xff", "pkg/\u202e",
	} {
		got := s.take(want, want)
		low := fold(got)
		if other, ok := seen[low]; ok {
			t.Errorf("%q and %q are both %q", other, want, got)
		}
		seen[low] = want
		base := path.Base(got)
		if strings.HasPrefix(base, ".") || strings.HasSuffix(base, ".") || strings.ContainsAny(base, ` ?%\:*"<>|`) ||
			devices[strings.ToLower(strings.SplitN(base, ".", 2)[0])] || len(base) > 120 || path.Clean(got) != got {
			t.Errorf("%q becomes %q", want, got)
		}
	}
}

// The path of a page depends on nothing but its id and those sorted before it
// that want the same, so pages keep their addresses.
func TestPathIsStable(t *testing.T) {
	var a, b pathSet
	a.take("pkg/x", "1")
	b.take("pkg/x", "1")
	b.take("pkg/y", "2")
	if x, y := a.take("pkg/X", "3"), b.take("pkg/X", "3"); x != y {
		t.Errorf("%q and %q", x, y)
	}
}

func TestRelative(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"a.html", "b.html", "b.html"},
		{"x/a.html", "b.html", "../b.html"},
		{"a.html", "x/b.html", "x/b.html"},
		{"x/y/a.html", "x/z/b.html", "../z/b.html"},
		{"x/y.html", "x/y/z.html", "y/z.html"},
		{"x/y/z.html", "x/y.html", "../y.html"},
		{"a.html", "a.html", "a.html"},
	} {
		if got := Relative(tt.from, tt.to); got != tt.want {
			t.Errorf("from %s to %s is %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
