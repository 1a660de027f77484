package partial

import (
	"bytes"
	"slices"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// sources are what loads of one tree have read. Programs share most of what they
// import, and where a package is and where in its files a name is declared is the
// same for all; what was taken of it is each load's own.
type sources struct {
	find     *typed.Locator
	tree     *walk.Tree
	platform string

	mu     sync.Mutex
	places map[importedFrom]typed.Location
	stocks map[string]*stock
	held   int // bytes of source in stocks
}

// importedFrom is all that where an import path leads depends on.
type importedFrom struct {
	tree *walk.Package
	std  bool
	path string
}

// A stock is the files of a package with an index of what they declare. It is
// not changed once made.
type stock struct {
	once  sync.Once
	name  string
	files []stockFile
	index index
}

type stockFile struct {
	name string
	src  []byte
}

// maxHeld bounds the bytes of source that are kept for later loads. What does not
// fit is read again.
const maxHeld = 96 << 20

type sourcesKey struct{ platform string }

// sourcesOf returns what is shared between the loads of a tree for a platform.
func sourcesOf(t *walk.Tree, platform string) *sources {
	return t.Derive(sourcesKey{platform}, func() any {
		return &sources{find: typed.NewLocator(t, platform), tree: t, platform: platform, places: map[importedFrom]typed.Location{}, stocks: map[string]*stock{}}
	}).(*sources)
}

// locate finds the package that importPath means in the package at from.
func (s *sources) locate(from typed.Location, importPath string) typed.Location {
	key := importedFrom{from.Tree, from.Std, importPath}
	s.mu.Lock()
	at, ok := s.places[key]
	s.mu.Unlock()
	if ok {
		return at
	}
	at = s.find.Locate(from, importPath)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.places[key] = at
	return at
}

// open reads and indexes the package at a place.
func (s *sources) open(at typed.Location) *stock {
	s.mu.Lock()
	st := s.stocks[at.Path]
	if st == nil {
		st = &stock{}
		if s.held < maxHeld {
			s.stocks[at.Path] = st
		}
	}
	s.mu.Unlock()
	st.once.Do(func() {
		n := st.read(s, at)
		s.mu.Lock()
		s.held += n
		s.mu.Unlock()
	})
	return st
}

// withC lists the files of a package of the tree that nothing but their use of C
// keeps out: what the others call may be declared there, and what C has to say is
// of no interest.
func (s *sources) withC(at typed.Location) (out []typed.SourceFile) {
	if at.Tree == nil {
		return nil
	}
	for _, f := range at.Tree.Files {
		if f.Test || !importsC(f) || !s.tree.Build.Built(s.platform, f.Base(), f.Header.Constraint, false) {
			continue
		}
		name := f.Path
		out = append(out, typed.SourceFile{Name: name, Read: func() ([]byte, error) { return s.tree.ReadFile(name) }})
	}
	return out
}

func importsC(f *walk.File) bool {
	return slices.ContainsFunc(f.Header.Imports, func(im walk.Import) bool { return im.Path == "C" })
}

// read fills a stock and returns how many bytes it holds.
func (st *stock) read(s *sources, at typed.Location) (size int) {
	st.index = index{names: map[string][]*chunk{}, methods: map[string]map[string][]*chunk{}}
	for _, f := range slices.Concat(at.Files, s.withC(at)) {
		src, err := f.Read()
		if err != nil || !s.find.Built(f.Name, src) || at.Tree == nil && bytes.Contains(src, []byte("import \"C\"")) {
			continue
		}
		st.index.scan(len(st.files), src)
		st.files = append(st.files, stockFile{f.Name, src})
		size += len(src)
		if st.name == "" {
			st.name = packageName(src)
		}
	}
	return size
}
