package evidence

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"unicode"
)

// The sections that a model is asked about, one call each.
const (
	Overview      = "overview"
	StartUp       = "start-up"
	Structures    = "structures"
	Workers       = "workers"
	Configuration = "configuration"
)

// sections say which sections of a walkthrough make up one that a model is asked
// about.
var sections = []struct {
	name string
	of   []string
}{
	{Overview, []string{"what", "next"}},
	{StartUp, []string{"starts", "made"}},
	{Structures, []string{"holds", "interfaces", "variants"}}, // and what is not known here
	{Workers, []string{"watches", "serves", "does"}},
	{Configuration, []string{"configures", "measures"}},
}

func sectionOf(part string) string {
	for _, s := range sections {
		if slices.Contains(s.of, part) {
			return s.name
		}
	}
	return Structures
}

// Options say how much of a record is shown.
type Options struct {
	// Tokens is about how long a bundle may be; 0 is DefaultTokens.
	Tokens int
	// Untrusted leaves out what an author of the source could address to a
	// model: comments, help texts and long strings.
	Untrusted bool
}

// DefaultTokens is how long a bundle is by default.
const DefaultTokens = 6000

// A Bundle is the evidence for one section.
type Bundle struct {
	Section string
	// Sections are the walkthrough's sections that it covers, in their order.
	Sections              []string
	Target, Kind, Package string
	Cards                 []Card
	Excerpts              []Excerpt
	// Dropped are the ids of cards that the budget had no room for, in their
	// order, and Total is how many cards there were.
	Dropped []string
	Total   int
	// Redacted counts what was taken out, by kind.
	Redacted map[string]int
	// Tokens is an upper estimate of its length.
	Tokens int
	// Hash is the SHA-256 over what is shown: names, relations, quotes, lines,
	// but no positions, so that code that moves keeps it.
	Hash string
}

// Bundles lays a record out for a model: a bundle for each section that has
// evidence. Every text in them is redacted.
func Bundles(rec *Record, opts Options) []*Bundle {
	var out []*Bundle
	known := NewRedactor()
	rec.learn(known)
	for _, s := range sections {
		b := &Bundle{Section: s.name, Target: rec.Target, Kind: rec.Kind, Package: rec.Package}
		r := known.with()
		for _, p := range rec.Parts {
			if sectionOf(p.Section) != s.name {
				continue
			}
			b.Sections = append(b.Sections, p.Section)
			for _, c := range p.Cards {
				if c, ok := opts.show(c, r); ok {
					c.Part = p.Section
					b.Cards = append(b.Cards, c)
				}
			}
			for _, e := range p.Excerpts {
				b.Excerpts = append(b.Excerpts, Excerpt{Name: e.Name, Text: r.Text(opts.source(e.Text)), Rank: e.Rank})
			}
		}
		b.unique()
		if !b.proves() {
			continue
		}
		b.Redacted = r.Count()
		b.fit(cmp.Or(opts.Tokens, DefaultTokens))
		out = append(out, b)
	}
	return out
}

// proves reports whether there is anything to write of.
func (b *Bundle) proves() bool {
	return slices.ContainsFunc(b.Cards, func(c Card) bool { return len(c.Relations) > 0 })
}

// unique numbers cards, and drops those that add nothing: who hands a function to
// whom is told with both. What they count for goes to the card that stays.
func (b *Bundle) unique() {
	from := map[Relation]int{}
	var cards []Card
	for _, c := range b.Cards {
		known := len(c.Relations) > 0 && c.Quote == "" && len(c.Literals) == 0
		if i, ok := from[first(c.Relations)]; ok && known {
			known = !slices.ContainsFunc(c.Names, func(n string) bool { return !slices.Contains(cards[i].Names, n) })
		}
		for _, r := range c.Relations {
			_, ok := from[r]
			known = known && ok
		}
		if known {
			same := &cards[from[c.Relations[0]]]
			same.Rank = max(same.Rank, c.Rank)
			continue
		}
		for _, r := range c.Relations {
			if _, ok := from[r]; !ok {
				from[r] = len(cards)
			}
		}
		c.ID = "E" + strconv.Itoa(len(cards)+1)
		cards = append(cards, c)
	}
	b.Cards, b.Total = cards, len(cards)
}

func first(list []Relation) (r Relation) {
	if len(list) > 0 {
		r = list[0]
	}
	return r
}

// excerptShare is how much of a budget excerpts may take.
const excerptShare = 0.2

// fit drops cards and excerpts until the budget holds.
func (b *Bundle) fit(tokens int) {
	room := int(float64(tokens) * excerptShare)
	slices.SortStableFunc(b.Excerpts, func(x, y Excerpt) int { return cmp.Compare(y.Rank, x.Rank) })
	var kept []Excerpt
	used := 0
	for _, e := range b.Excerpts {
		if n := Tokens(e.Text) + Tokens(e.Name) + 8; used+n <= room {
			used += n
			kept = append(kept, e)
		}
	}
	b.Excerpts = kept
	b.keep(func(c *Card) bool {
		n := Tokens(string(c.Wire())) + 1
		if used+n > tokens {
			return false
		}
		used += n
		return true
	})
}

// keep asks of each card, the highest rank first, whether it stays.
func (b *Bundle) keep(stays func(*Card) bool) {
	order := make([]int, len(b.Cards))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(b.Cards[j].Rank, b.Cards[i].Rank) })
	chosen := make([]bool, len(b.Cards))
	for _, i := range order {
		chosen[i] = stays(&b.Cards[i])
	}
	var cards []Card
	for i, c := range b.Cards {
		if chosen[i] {
			cards = append(cards, c)
		} else {
			b.Dropped = append(b.Dropped, c.ID)
		}
	}
	b.Cards = cards
	b.seal()
}

// seal measures and hashes what is shown.
func (b *Bundle) seal() {
	h := sha256.New()
	shown := []any{b.Section, b.Target, b.Kind, b.Package}
	b.Tokens = 0
	for i := range b.Cards {
		w := b.Cards[i].Wire()
		shown = append(shown, string(w))
		b.Tokens += Tokens(string(w)) + 1
	}
	for _, e := range b.Excerpts {
		shown = append(shown, e.Name, e.Text)
		b.Tokens += Tokens(e.Text) + Tokens(e.Name) + 8
	}
	data, _ := json.Marshal(shown) // strings marshal
	h.Write(data)
	b.Hash = hex.EncodeToString(h.Sum(nil))
}

// Without returns a bundle that lacks a share of the cards, the lowest in rank,
// and all excerpts.
func (b *Bundle) Without(share float64) *Bundle {
	out := *b
	out.Excerpts, out.Dropped = nil, slices.Clone(b.Dropped)
	left := len(b.Cards) - int(share*float64(len(b.Cards)))
	out.keep(func(*Card) bool { left--; return left >= 0 })
	return &out
}

// Only returns a bundle of the cards that a function picks, without excerpts.
func (b *Bundle) Only(pick func(*Card) bool) *Bundle {
	out := *b
	out.Excerpts, out.Dropped = nil, slices.Clone(b.Dropped)
	out.keep(pick)
	return &out
}

// Split returns two bundles with half of the cards each, under their own ids. Of
// less than two cards there are no halves.
func (b *Bundle) Split() []*Bundle {
	if len(b.Cards) < 2 {
		return nil
	}
	half := len(b.Cards) / 2
	var out []*Bundle
	for _, cards := range [][]Card{b.Cards[:half], b.Cards[half:]} {
		x := *b
		x.Cards, x.Excerpts = cards, nil
		x.seal()
		out = append(out, &x)
	}
	return out
}

// Card returns the card with an id, or nil.
func (b *Bundle) Card(id string) *Card {
	for i := range b.Cards {
		if b.Cards[i].ID == id {
			return &b.Cards[i]
		}
	}
	return nil
}

// Wire is a card as a model sees it: a JSON object in one line, with facts as
// [subject, relation, object…].
func (c *Card) Wire() []byte {
	type wire struct {
		ID       string     `json:"id,omitempty"`
		Facts    [][]string `json:"facts,omitempty"`
		Names    []string   `json:"names,omitempty"`
		Literals []string   `json:"literals,omitempty"`
		Comment  string     `json:"comment,omitempty"`
		Line     string     `json:"line,omitempty"`
	}
	w := wire{ID: c.ID, Names: c.Names, Literals: c.Literals, Comment: c.Quote, Line: c.Line}
	for _, r := range c.Relations {
		if n := len(w.Facts); n > 0 && w.Facts[n-1][0] == r.S && w.Facts[n-1][1] == r.R && r.R != Before {
			w.Facts[n-1] = append(w.Facts[n-1], r.O)
			continue
		}
		w.Facts = append(w.Facts, []string{r.S, r.R, r.O})
	}
	data, _ := marshal(w) // strings marshal
	return data
}

// Tokens is an upper estimate of how many tokens a text has. English and code
// measure 3.7 bytes a token, the shortest texts less; Chinese 1.8 characters.
func Tokens(s string) int {
	narrow, wide := 0, 0
	for _, c := range s {
		if c < 0x80 || !unicode.Is(unicode.Han, c) && c < 0x3000 {
			narrow += len(string(c))
		} else {
			wide++
		}
	}
	return int(float64(narrow)/3.2+float64(wide)/1.5) + 1
}
