package walk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// each calls fn for 0..n-1 on as many goroutines as there are processors, each
// with a number of its own below workers(). It stops early when ctx is done.
// With Each, this is the one place that runs things in parallel; fn writes only
// to slot i, so the order of events never shows.
func each(ctx context.Context, n int, fn func(worker, i int)) error {
	const batch = 8
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers() {
		wg.Go(func() {
			for {
				end := int(next.Add(batch))
				for i := end - batch; i < min(end, n); i++ {
					if ctx.Err() != nil {
						return
					}
					fn(w, i)
				}
				if end >= n {
					return
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// Each calls fn for 0..n-1, a few at a time, for work that is large and needs
// memory: no more run at once than would be alive on a desktop machine. It stops
// early when ctx is done and returns its error. fn must write to slot i of
// whatever it fills and to nothing else that is shared.
func Each(ctx context.Context, n int, fn func(i int)) error {
	const most = 8
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers(), most, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				fn(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

func workers() int { return runtime.GOMAXPROCS(0) }

// A visitor reads files, each at most once, for the facts that are not known
// yet.
type visitor struct {
	tree *Tree
	pack *cache.Pack // nil without a cache
	bufs [][]byte    // one reusable read buffer per worker
	used []cache.Hash
}

// A visit is the state of one file while its facts are gathered.
type visit struct {
	v      *visitor
	file   *File
	worker int

	src    []byte
	read   bool
	hash   cache.Hash
	hashed bool
	errs   []LoadError
}

func (t *Tree) newVisitor() *visitor {
	return &visitor{tree: t, pack: t.pack, bufs: make([][]byte, workers())}
}

// content reads the file, unless that was done or has failed.
func (v *visit) content() bool {
	if v.read {
		return v.src != nil
	}
	v.read = true
	buf, err := v.v.tree.src.Read(v.file.entry, v.v.bufs[v.worker][:0])
	v.v.bufs[v.worker] = buf[:0]
	if err != nil {
		v.fail(Pos{}, "cannot read: "+source.Cause(err), readHint(err))
		return false
	}
	v.src = buf
	if v.src == nil {
		v.src = []byte{}
	}
	return true
}

func readHint(err error) string {
	switch {
	case errors.Is(err, source.ErrMissingObject):
		return "get what is missing with \"git fetch --refetch --no-filter\""
	case errors.Is(err, source.ErrTooLarge):
		return "keep data out of Go source, for example with go:embed"
	}
	return "make the file readable, or run again if it was being replaced"
}

func (v *visit) fail(at Pos, msg, hint string) {
	v.errs = append(v.errs, LoadError{Path: v.file.Path, Pos: at, Msg: msg, Hint: hint, Partial: true})
}

// key returns the hash of the file's content, from its stat if that is known.
func (v *visit) key() (cache.Hash, bool) {
	if v.hashed {
		return v.hash, true
	}
	if v.v.pack == nil {
		return cache.Hash{}, false
	}
	id, stat := v.file.entry.Identity()
	if h, ok := v.v.pack.Lookup(id, stat); ok && !v.read {
		v.hash, v.hashed = h, true
		return h, true
	}
	if !v.content() {
		return cache.Hash{}, false
	}
	v.hash, v.hashed = cache.Sum(v.src), true
	v.v.pack.Remember(id, stat, v.hash)
	return v.hash, true
}

// cached decodes a section, reporting false if it is absent or damaged.
func (v *visit) cached(section string, decode func(*Decoder)) bool {
	h, ok := v.key()
	if !ok {
		return false
	}
	s, ok := v.v.pack.Get(h, section)
	if !ok {
		return false
	}
	d := NewDecoder(s)
	decode(d)
	return d.Err() == nil
}

func (v *visit) put(section string, fact []byte) {
	if h, ok := v.key(); ok {
		v.v.pack.Put(h, section, fact)
	}
}

// header fills in the file's header and what follows from it.
func (v *visit) header() {
	f := v.file
	var h *headerFact
	if !v.cached(headerSection, func(d *Decoder) { h = readHeader(d) }) {
		if !v.content() {
			f.unread = true
			return
		}
		h = readHeaderOf(v.src)
		v.put(headerSection, appendHeader(nil, h))
	}
	f.Header = h.Header
	f.Generated = h.Generated
	f.XTest = f.Test && len(h.Package) > 5 && h.Package[len(h.Package)-5:] == "_test"
	// The go command leaves out what calls itself documentation.
	f.Active = v.v.tree.Build.active(f.Base(), h.Constraint, h.importsC()) && !h.lfs && h.Package != "documentation"
	switch {
	case h.lfs:
		f.lfs = true
	case len(h.errs) > 0:
		v.syntaxErrors(h.errs)
	case malformed(h.Constraint):
		v.fail(h.ConstraintPos, "cannot understand the build constraint \""+h.Constraint+"\"", "correct it; until then no build takes the file")
	case h.badUTF8 > 0:
		v.fail(Pos{Line: h.badUTF8}, "invalid UTF-8", "save the file as UTF-8")
	}
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d more)", n)
}

func (h *Header) importsC() bool {
	for _, im := range h.Imports {
		if im.Path == "C" {
			return true
		}
	}
	return false
}

var lfsPrefix = []byte("version https://git-lfs.github.com/spec/")

func readHeaderOf(src []byte) *headerFact {
	if bytes.HasPrefix(src, lfsPrefix) {
		return &headerFact{lfs: true}
	}
	h := &headerFact{}
	h.Header, h.errs = parseHeader(src)
	h.Directives = findDirectives(src)
	if !utf8.Valid(src) {
		h.badUTF8 = lineOfInvalid(src)
	}
	return h
}

func lineOfInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return 1 + bytes.Count(src[:i], []byte("\n"))
		}
		i += n
	}
	return 0
}

// facts runs the extractors that want the file and whose facts are not cached.
func (v *visit) facts(xs []*Extractor) {
	f := v.file
	var todo []*Extractor
	for _, x := range xs {
		if f.unread || f.lfs || !x.wants(f) || f.Fact(x) != nil {
			continue
		}
		var fact any
		if v.cached(x.section(), func(d *Decoder) { fact = x.Read(d) }) {
			f.facts = append(f.facts, fileFact{x, fact})
		} else {
			todo = append(todo, x)
		}
	}
	if len(todo) == 0 {
		v.cachedSyntaxErrors()
		return
	}
	if !v.content() {
		return
	}
	var syntax *Syntax
	var errs []syntaxError
	if len(todo) == 1 && todo[0] == SyntaxErrors {
		errs = onlyErrors(f.Path, v.src)
	} else {
		syntax, errs = parseSyntax(f.Path, v.src)
	}
	v.syntaxErrors(errs)
	if v.v.pack != nil {
		v.put(syntaxSection, appendSyntaxErrors(nil, errs))
	}
	for _, x := range todo {
		fact := x.Extract(syntax)
		f.facts = append(f.facts, fileFact{x, fact})
		if v.v.pack != nil {
			v.put(x.section(), x.Append(nil, fact))
		}
	}
}

const syntaxSection = "syntax@1"

// cachedSyntaxErrors repeats what the parser said when the facts that came from
// the cache were extracted.
func (v *visit) cachedSyntaxErrors() {
	if v.v.pack == nil || len(v.file.facts) == 0 {
		return
	}
	var errs []syntaxError
	if v.cached(syntaxSection, func(d *Decoder) { errs = readSyntaxErrors(d) }) {
		v.syntaxErrors(errs)
	}
}

// syntaxErrors reports a file's first syntax error, once: the header's came
// first if it has one.
func (v *visit) syntaxErrors(errs []syntaxError) {
	if len(errs) == 0 || v.file.broken {
		return
	}
	v.file.broken = true
	v.fail(errs[0].Pos, "cannot parse: "+errs[0].Msg+more(len(errs)-1), "fix the syntax error; the rest of the tree was analysed")
}

// parseSyntax parses a whole file. The result has at least an empty AST.
func parseSyntax(path string, src []byte) (*Syntax, []syntaxError) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		file, _ = parser.ParseFile(fset, path, "package _", 0)
	}
	return &Syntax{Path: path, Src: src, Fset: fset, AST: file}, syntaxErrors(err)
}

// onlyErrors is parseSyntax for those who want nothing of the syntax but what is
// wrong with it.
func onlyErrors(path string, src []byte) []syntaxError {
	_, err := parser.ParseFile(token.NewFileSet(), path, src, parser.SkipObjectResolution)
	return syntaxErrors(err)
}

// Parse parses one file of the tree. A syntax error is returned together with
// what could be parsed.
func (t *Tree) Parse(f *File) (*Syntax, error) {
	src, err := t.src.Read(f.entry, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", f.Path, source.Cause(err))
	}
	syntax, errs := parseSyntax(f.Path, src)
	if len(errs) > 0 {
		return syntax, errors.New(location(f.Path, errs[0].Pos) + ": " + errs[0].Msg)
	}
	return syntax, nil
}

func (x *Extractor) section() string { return x.ID + "@" + strconv.Itoa(x.Version) }

func (x *Extractor) wants(f *File) bool {
	if x.Wants == nil {
		return f.Active && !f.Test
	}
	return x.Wants(f)
}
