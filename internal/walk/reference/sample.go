package reference

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// samples gives every kind an object to start from: a manifest of the tree if
// there is a short one that fits the kind, else one that is made up of what is
// required.
func (b *builder) samples(m *Model) {
	seen := &observed{values: map[*Field]map[string]int{}, uses: map[*Field]int{}}
	m.seen = seen
	best := b.manifests(m, seen)
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, t := range v.Kinds {
				if s, ok := best[t]; ok {
					t.Sample, t.SampleFrom = s.text, s.file
				} else {
					t.Sample = composer{seen}.kind(t)
				}
			}
		}
	}
}

// A manifest is an object found in the tree.
type manifest struct {
	text, file string
	score      int
}

// Directories whose manifests are written to be read, the best first, and how
// far a sample may be from the ideal length.
var sampleDirs = []string{"samples", "examples", "example", "docs", "fixtures", "testdata", "manifests", "testing-manifests"}

const (
	sampleBytes = 6000
	sampleLines = 60
	sampleIdeal = 22
)

var (
	apiVersionRE = regexp.MustCompile(`(?m)^apiVersion:[ \t]*["']?([\w./-]+)["']?[ \t\r]*$`)
	testRE       = regexp.MustCompile(`(^|/)(tests?|testing|e2e|testdata|fixtures)/`)
	kindRE       = regexp.MustCompile(`(?m)^kind:[ \t]*["']?(\w+)["']?[ \t\r]*$`)
)

// manifests returns the best manifest of the tree for each kind, and notes the
// values of all that it looks at. Those for tests make no good samples: their
// purpose is strange.
func (b *builder) manifests(m *Model, seen *observed) map[*Type]manifest {
	kinds := map[string]*Type{}
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, t := range v.Kinds {
				kinds[v.APIVersion()+" "+t.Name] = t
			}
		}
	}
	best := map[*Type]manifest{}
	for _, p := range b.tree.Paths() {
		if e := path.Ext(p); e != ".yaml" && e != ".yml" {
			continue
		}
		rank := sampleRank(p)
		if rank < 0 {
			continue
		}
		src, err := b.tree.ReadFile(p)
		if err != nil || len(src) > 4*sampleBytes || strings.Contains(string(src), "{{") {
			continue
		}
		for _, text := range strings.Split("\n"+string(src), "\n---") {
			text = trimManifest(text)
			gv, kind := apiVersionRE.FindStringSubmatch(text), kindRE.FindStringSubmatch(text)
			if gv == nil || kind == nil || len(text) > sampleBytes {
				continue
			}
			t := kinds[gv[1]+" "+kind[1]]
			if t == nil {
				continue
			}
			lines := strings.Count(text, "\n")
			var value any
			if yaml.Unmarshal([]byte(text), &value) != nil || len(t.ValidateKind(value)) > 0 {
				continue
			}
			seen.object(t, value)
			score := 12*rank + max(lines-sampleIdeal, sampleIdeal-lines) + 4*strings.Count(text, "# ")
			if old, ok := best[t]; lines <= sampleLines && !testRE.MatchString(p) && (!ok || score < old.score) {
				best[t] = manifest{text, p, score}
			}
		}
	}
	return best
}

// sampleRank says how good a place a file is in; -1 is none.
func sampleRank(p string) int {
	dirs := strings.Split(path.Dir(p), "/")
	if slices.Contains(dirs, "vendor") {
		return -1
	}
	for i, name := range sampleDirs {
		if slices.Contains(dirs, name) {
			return i
		}
	}
	return -1
}

// trimManifest leaves out what is not the object: the rest of the line that
// separates documents, and comments in front of it, such as licenses.
func trimManifest(text string) string {
	_, text, _ = strings.Cut(text, "\n")
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for len(lines) > 0 && (strings.TrimSpace(lines[0]) == "" || strings.HasPrefix(lines[0], "#")) {
		lines = lines[1:]
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}
