// Package search makes the index of a site: many small scripts that a page loads
// as a query needs them, from a disk as well as from a server.
//
// An entry is in the script of every place where its name can begin: of the
// whole name and of each word in it ("NodeName" at "nodename" and at "name"),
// of its initials, and of the types it has to do with. A script is named by a
// prefix of these. A prefix that too many entries share is split by the next
// letter, and its own script has the entries of most weight, for queries that
// are no longer than it and for those with a slip in what follows.
//
// How entries are ranked is the business of the script site/search/engine.js;
// both cut names into words by the same rules, and a test holds them together.
package search

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// Dir is where the scripts are, and Index the one that lists the others.
const (
	Dir   = "assets/search/"
	Index = "assets/search-index.js"
)

// A script takes about most bytes. One of a prefix that is split has the entries
// of most weight: headsShort of them for prefixes of one or two letters, which
// people type first, headsLong for others, and up to headsOwn that are called
// just that.
const (
	most       = 36 << 10
	headsShort = 200
	headsLong  = 50
	headsOwn   = 300
)

// Files returns the scripts of a site, the list first.
func Files(s *render.Site) []render.File {
	b := &builder{site: s, tokens: map[string][]*entry{}}
	b.gather()
	b.partition()
	var index bytes.Buffer
	index.WriteString("kdocSearchIndex(")
	encode(&index, strings.Join(slices.Sorted(maps.Keys(b.shards)), "\n"))
	index.WriteString(");\n")
	out := []render.File{{Path: Index, Data: index.Bytes()}}
	for _, key := range slices.Sorted(maps.Keys(b.shards)) {
		out = append(out, render.File{Path: Dir + FileName(key), Data: b.script(key)})
	}
	return out
}

// FileName is what the script of a prefix is called: its bytes in hexadecimal,
// since a prefix may have letters that file systems do not tell apart.
func FileName(key string) string { return hex.EncodeToString([]byte(key)) + ".js" }

type builder struct {
	site   *render.Site
	all    []*entry
	tokens map[string][]*entry
	shards map[string][]*entry
}

// An entry is something to be found.
type entry struct {
	kind         byte
	name, about  string
	anchor       string // "" is the name, "-" none
	page         *render.Page
	weight       int // 0 to 9
	types        []string
	order, bytes int
}

func (b *builder) gather() {
	for _, p := range b.site.Pages {
		if p.Kind == render.UsesPage || p.Name == "" {
			continue
		}
		b.add(&entry{kind: pageKind(p), name: render.Visible(p.Name), about: about(p), anchor: "-", page: p, weight: pageWeight(p)})
		for i := range p.Entries {
			b.addEntry(p, &p.Entries[i])
		}
	}
	// The weightiest come first wherever entries are listed.
	slices.SortStableFunc(b.all, func(x, y *entry) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(len(x.name), len(y.name)), cmp.Compare(len(x.page.Path), len(y.page.Path)))
	})
	for i, e := range b.all {
		e.order = i
		e.bytes = len(e.name) + len(e.about) + 24
		if signed(e.kind) {
			e.bytes = len(e.name) + 24
		}
		for _, t := range tokens(e) {
			b.tokens[t] = append(b.tokens[t], e)
		}
	}
}

func (b *builder) add(e *entry) { b.all = append(b.all, e) }

func (b *builder) addEntry(p *render.Page, x *render.Entry) {
	if x.Target != "" {
		if p = b.site.Page(x.Target); p == nil {
			return
		}
	}
	if other := b.site.Page(p.Elsewhere[x.Anchor]); other != nil {
		p = other // the name stands on another part of a page that is too long
	}
	e := &entry{kind: byte(x.Kind), name: render.Visible(x.Name), about: shorten(render.Visible(x.About)), anchor: x.Anchor, page: p, weight: weights[x.Kind], types: x.Types}
	if x.Low {
		e.weight = max(e.weight-4, 0)
	}
	if e.anchor == x.Name {
		e.anchor = ""
	}
	b.add(e)
}

// weights are how much more likely people look for a kind of entry.
var weights = map[render.EntryKind]int{
	render.FlagEntry: 7, render.GateEntry: 8, render.MetricEntry: 7, render.EventEntry: 6, render.LabelEntry: 7, render.EnvEntry: 6,
	render.PluginEntry: 7, render.LoopEntry: 6, render.RoleEntry: 6, render.RouteEntry: 5, render.PortEntry: 5, render.ExitEntry: 5,
	render.FieldEntry: 6, render.TypeEntry: 5, render.FuncEntry: 5, render.MethodEntry: 4, render.VarEntry: 3, render.ConstEntry: 3, render.MemberEntry: 2,
}

// partition divides the tokens among scripts.
func (b *builder) partition() {
	b.shards = map[string][]*entry{}
	sorted := slices.Sorted(maps.Keys(b.tokens))
	for len(sorted) > 0 {
		first := []rune(sorted[0])
		n := prefixed(sorted, string(first[:1]))
		b.split(string(first[:1]), sorted[:n])
		sorted = sorted[n:]
	}
}

// prefixed counts how many of sorted tokens, from the first, have a prefix.
func prefixed(sorted []string, prefix string) int {
	n := 0
	for n < len(sorted) && strings.HasPrefix(sorted[n], prefix) {
		n++
	}
	return n
}

func (b *builder) split(key string, sorted []string) {
	entries := b.entries(sorted)
	size := 0
	for _, e := range entries {
		size += e.bytes
	}
	if size <= most {
		b.shards[key] = entries
		return
	}
	own := b.tokens[key]
	rest := sorted
	if len(rest) > 0 && rest[0] == key {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		b.shards[key] = fit(own, len(own))
		return
	}
	n := headsLong
	if len([]rune(key)) < 3 {
		n = headsShort
	}
	head := slices.Concat(fit(own, headsOwn), fit(entries, n))
	b.shards[key] = unique(head)
	for len(rest) > 0 {
		next := rest[0][:len(key)+len(string([]rune(rest[0][len(key):])[:1]))]
		n := prefixed(rest, next)
		b.split(next, rest[:n])
		rest = rest[n:]
	}
}

// fit is as much of a list as a script takes, and no more than n entries.
func fit(list []*entry, n int) []*entry {
	size := 0
	for i, e := range list {
		if size += e.bytes; size > most || i == n {
			return list[:i]
		}
	}
	return list
}

func (b *builder) entries(tokens []string) []*entry {
	var out []*entry
	for _, t := range tokens {
		out = append(out, b.tokens[t]...)
	}
	return unique(out)
}

func unique(list []*entry) []*entry {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y *entry) int { return cmp.Compare(x.order, y.order) })
	return slices.Compact(list)
}

// script writes the entries of a prefix as parallel lists, joined by line ends:
//
//	k  kinds, a letter each      w  weights, a digit each
//	n  names                     a  anchors: "" is the name, "-" none
//	s  what tells them apart     p  pages, as indexes into P and T
//	y  types, for prefixes that begin with a sign for a relation
//	P  paths of pages            T  their names
func (b *builder) script(key string) []byte {
	var x struct {
		K string `json:"k"`
		W string `json:"w"`
		N string `json:"n"`
		A string `json:"a"`
		S string `json:"s"`
		I []int  `json:"p"`
		Y string `json:"y,omitempty"`
		P string
		T string
	}
	var kinds, weights []byte
	var names, anchors, abouts, types, paths, titles []string
	at := map[*render.Page]int{}
	typed := strings.ContainsRune("<>.", rune(key[0]))
	for _, e := range b.shards[key] {
		i, ok := at[e.page]
		if !ok {
			i = len(at)
			at[e.page] = i
			paths, titles = append(paths, e.page.Path), append(titles, line(title(e.page)))
		}
		kinds, weights = append(kinds, e.kind), append(weights, byte('0'+e.weight))
		names, anchors, abouts = append(names, line(e.name)), append(anchors, line(e.anchor)), append(abouts, b.about(e, typed))
		types = append(types, strings.Join(e.types, " "))
		x.I = append(x.I, i)
	}
	x.K, x.W, x.N, x.A, x.S = string(kinds), string(weights), strings.Join(names, "\n"), strings.Join(anchors, "\n"), strings.Join(abouts, "\n")
	x.P, x.T = strings.Join(paths, "\n"), strings.Join(titles, "\n")
	if typed {
		x.Y = strings.Join(types, "\n")
	}
	var out bytes.Buffer
	out.WriteString("kdocSearchShard(")
	encode(&out, key)
	out.WriteString(",")
	encode(&out, x)
	out.WriteString(");\n")
	return out.Bytes()
}

// about is what a result says. What functions take and return takes much space,
// and is said where types are asked for.
func (b *builder) about(e *entry, typed bool) string {
	if signed(e.kind) && !typed {
		return ""
	}
	return line(e.about)
}

func signed(kind byte) bool {
	return kind == byte(render.FuncEntry) || kind == byte(render.MethodEntry)
}

// encode writes JSON that is safe in a script: <, > and & are escaped.
func encode(b *bytes.Buffer, v any) {
	if err := json.NewEncoder(b).Encode(v); err != nil {
		panic(err) // strings do not fail
	}
	b.Truncate(b.Len() - 1)
}

func line(s string) string { return strings.ReplaceAll(s, "\n", " ") }
