package modgraph

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Sums is what the go.sum files of a tree say about the module graph.
type Sums struct {
	loaded map[string]bool
	// Known reports whether the root has a go.sum at all.
	Known bool
}

// SumsOf reads go.sum of every module that is built from here, and go.work.sum.
func SumsOf(t *walk.Tree) Sums {
	s := Sums{loaded: map[string]bool{}}
	for _, m := range t.Modules {
		if !m.Main {
			continue
		}
		p := path.Join(m.Dir, "go.sum")
		if !t.Exists(p) {
			continue
		}
		if data, err := t.ReadFile(p); err == nil {
			s.add(string(data))
			s.Known = s.Known || m.Dir == "."
		}
	}
	if t.Exists("go.work.sum") {
		if data, err := t.ReadFile("go.work.sum"); err == nil {
			s.add(string(data))
		}
	}
	return s
}

func (s *Sums) add(data string) {
	for line := range strings.Lines(data) {
		name, rest, _ := strings.Cut(line, " ")
		if version, _, _ := strings.Cut(rest, " "); strings.HasSuffix(version, "/go.mod") {
			s.loaded[name] = true
		}
	}
}

// Loaded reports whether the go command read the go.mod of some version of a
// third-party module when it last loaded the graph. It writes down the hash of
// each go.mod it reads, so a module without one has no requirements in the
// graph. The reverse does not hold: lines outlive their module until the next
// "go mod tidy".
func (s Sums) Loaded(modulePath string) bool { return s.loaded[modulePath] }
