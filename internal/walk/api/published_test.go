package api

import (
	"strings"
	"testing"
)

func comment(lines ...string) Comment {
	return Comment{Raw: "// " + strings.Join(lines, "\n// ")}
}

// The expected texts are what the generators made of these comments.
func TestPublished(t *testing.T) {
	tests := []struct {
		name                  string
		lines                 []string
		swagger, openapi, crd string
	}{
		{"wrapped", []string{"a", "b", "", "", "c"}, "a b\n\nc", "a b\n\nc", "a\nb\n\nc"},
		{"indented", []string{"a:", "  x", "\ty", "b"}, "a:\n  x\n\ty\nb", "a:\n  x\n\ty\nb", "a:\n  x\n\ty\nb"},
		{"cut", []string{"a", "---", "b"}, "a", "a", "a"},
		{"cut inside", []string{"a --- b", "c"}, "a ", "a --- b c", "a --- b\nc"},
		{"ruled", []string{"a", "----", "c"}, "a", "a ---- c", "a"},
		{"markers", []string{"a", "+optional", "b"}, "a b", "a b", "a\nb"},
		{"todo", []string{"a", "TODO: b", " TODO c", "d"}, "a d", "a d", "a\n TODO c\nd"},
		{"only markers", []string{"+optional"}, "", "", ""},
		{"nothing before", []string{"---", "b"}, "", "", ""},
		{"quotes", []string{`a "b" \"c\"`}, `a "b" \"c\"`, `a "b" \"c\"`, `a "b" \"c\"`},
		{"fenced", []string{"```", "TODO", "---", "```"}, "```", "```", "```\nTODO\n---\n```"},
	}
	for _, tt := range tests {
		c := comment(tt.lines...)
		for _, v := range []struct{ name, got, want string }{
			{"swagger", SwaggerText(c), tt.swagger}, {"openapi", OpenAPIText(c), tt.openapi}, {"crd", CRDText(c), tt.crd},
		} {
			if v.got != v.want {
				t.Errorf("%s: %s is %q, want %q", tt.name, v.name, v.got, v.want)
			}
		}
	}
}
