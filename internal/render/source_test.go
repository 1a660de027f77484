package render

import (
	"strings"
	"testing"
)

func TestSourceURL(t *testing.T) {
	for _, tt := range []struct {
		template, rev, path string
		line                int
		want                string
	}{
		{"", "", "a.go", 3, ""},
		{"https://x.org/{rev}/{path}#L{line}", "abc", "pkg/a.go", 3, "https://x.org/abc/pkg/a.go#L3"},
		{"https://x.org/{rev}/{path}#L{line}", "abc", "pkg", 0, "https://x.org/abc/pkg"},
		{"https://x.org/{path}?line={line}", "", "a.go", 0, "https://x.org/a.go?line=1"},
		{"https://x.org/{path}", "", "a b/ü?#.go", 1, "https://x.org/a%20b/%C3%BC%3F%23.go"},
		{"https://x.org/{path}", "", "{line}.go", 1, "https://x.org/%7Bline%7D.go"},
	} {
		s, err := NewSource(tt.template, tt.rev)
		if err != nil {
			t.Errorf("%s: %v", tt.template, err)
		} else if got := s.URL(tt.path, tt.line); got != tt.want {
			t.Errorf("%s of %s:%d is %q, want %q", tt.template, tt.path, tt.line, got, tt.want)
		}
	}
}

func TestSourceTemplateErrors(t *testing.T) {
	for template, want := range map[string]string{
		"https://x.org/{file}":       "unknown placeholder {file}",
		"https://x.org/{path":        "a { without its }",
		"https://x.org/{line}":       "{path} is missing",
		"https://x.org/{rev}/{path}": "not read from a git revision",
		"javascript:alert('{path}')": "not an http or https URL",
		"/srv/{path}":                "not an http or https URL",
		"file:///srv/{path}":         "not an http or https URL",
	} {
		if _, err := NewSource(template, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", template, err, want)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ttext\n":      "plain\ttext\n",
		"größe 世界":           "größe 世界",
		"a\x1b[31mb":         "a‹U+001B›[31mb",
		"x\u202ey\u2066z":    "x‹U+202E›y‹U+2066›z",
		"bad \xff byte":      "bad \uFFFD byte",
		"nel \u0085 \u2028.": "nel ‹U+0085› ‹U+2028›.",
		"real \uFFFD":        "real \uFFFD",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestReceiver(t *testing.T) {
	for text, want := range map[string]string{
		"func (s *Set[K, V]) Add(k K)": "*Set[K, V]",
		"func (Set[K, V]) Add(k K)":    "Set[K, V]",
		"func (*T) M()":                "*T",
		"func (t T) M()":               "T",
		"func F()":                     "",
	} {
		if got := receiver(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestImportName(t *testing.T) {
	for path, want := range map[string]string{
		"fmt": "fmt", "k8s.io/klog/v2": "klog", "gopkg.in/yaml.v3": "yaml", "github.com/x/go-thing": "thing", "github.com/x/some-lib": "lib", "v2": "v2",
	} {
		if got := importName(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
