package typed

import (
	"path"
	"strings"
	"testing"
)

// Whatever stands above a variable and whatever files are called, the directives
// are read to their end, and a file is taken only if a pattern takes it or a
// directory that it is in.
func FuzzEmbed(f *testing.F) {
	f.Add("//go:embed a \"b\" `c`\nvar x string\n", 25, "a/b")
	f.Add("//go:embed \"\nvar x string\n", 12, ".")
	f.Add("//go:embed all:* \\\nvar x string\n", 18, "")
	f.Add("//go:embed [\nvar x string\n", 14, "a//b")
	f.Add("//go:embed\ta\u00a0b\nvar x string\n", 99, "/")
	f.Fuzz(func(t *testing.T, src string, offset int, name string) {
		for _, pattern := range embedPatterns([]byte(src), offset) {
			if !embeds(pattern, name) {
				continue
			}
			pattern = strings.TrimPrefix(pattern, "all:")
			matched, _ := path.Match(pattern, name)
			for dir := path.Dir(name); !matched && dir != "/"; dir = path.Dir(dir) {
				matched, _ = path.Match(pattern, dir)
				if dir == "." {
					break
				}
			}
			if !matched {
				t.Errorf("%q takes %q", pattern, name)
			}
		}
	})
}
