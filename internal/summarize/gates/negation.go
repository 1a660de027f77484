package gates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var (
	// "the only caller", not "only calls".
	soleRole = regexp.MustCompile(`^\W*(?:one|caller|function|place|user|method|starter)\b|^[^，。]{0,4}(?:调用者|调用方|函数|一处|地方|入口)`)
)

// negation is gate 6: what denies, limits or generalises needs a fact of the
// whole, of which there are few.
func (c *checking) negation() {
	if c.comment {
		c.deniedInComment()
		return
	}
	plain := c.text.plain
	if m := c.lang.general.FindString(plain); m != "" {
		c.reject(Negation, "%q says more than any card can prove; leave it out", m)
	}
	lacks, only := 0, 0
	for _, x := range c.claims {
		switch x.is.R {
		case evidence.Lacks:
			lacks++
		case evidence.OnlyIn:
			only++
		}
	}
	if absent := c.lang.absent.FindAllStringIndex(plain, -1); len(absent) > lacks {
		c.reject(Negation, "%q needs a card that says what is lacking", plain[absent[lacks][0]:absent[lacks][1]])
	} else if lacks > 0 && len(absent) == 0 {
		c.reject(Negation, "the text does not say what is lacking, though it claims so")
	} else {
		c.deniesThat(absent)
	}
	exclusive := c.lang.exclusive.FindAllStringIndex(plain, -1)
	if len(exclusive) > only {
		c.reject(Negation, "%q needs a card that says so", plain[exclusive[only][0]:exclusive[only][1]])
		return
	}
	for _, at := range exclusive {
		if !c.limits(at) {
			c.reject(Negation, "%q must stand before the one that is alone, as in: only A calls B", plain[at[0]:at[1]])
		}
	}
	if only > 0 && len(exclusive) == 0 {
		c.reject(Negation, "the text does not say that it is the only one, though it claims so")
	}
}

// deniesThat checks that what a text denies is what the card lacks: the object
// follows the word, or is before it in Chinese, and nothing else comes between.
func (c *checking) deniesThat(absent [][]int) {
	for _, at := range absent {
		ok := slices.ContainsFunc(c.claims, func(x claim) bool {
			return x.is.R == evidence.Lacks && slices.ContainsFunc(x.objects, func(o place) bool {
				if o.from < at[0] {
					at, o = []int{o.from, o.to}, place{at[0], at[1]}
				}
				gap := c.text.plain[min(at[1], o.from):o.from]
				return !strings.ContainsAny(gap, ",;，；") && !slices.ContainsFunc(c.text.names, func(m mention) bool { return m.from >= at[1] && m.to <= o.from })
			})
		})
		if !ok {
			c.reject(Negation, "%q denies something else than the cards do", c.text.plain[at[0]:at[1]])
		}
	}
}

// limits reports whether a word such as only is about the subject of a claim that
// says so.
func (c *checking) limits(at []int) bool {
	if soleRole.MatchString(c.text.plain[at[1]:]) {
		return true
	}
	next := -1
	for i, m := range c.text.names {
		if m.from >= at[1] {
			next = i
			break
		}
	}
	if next < 0 {
		// A alone calls B, 只有 stands first: the name before is meant.
		return false
	}
	m := c.text.names[next]
	alone := c.text.plain[at[0]:at[1]] == "alone"
	return slices.ContainsFunc(c.claims, func(x claim) bool {
		if x.is.R != evidence.OnlyIn {
			return false
		}
		if alone {
			return next > 0 && slices.Contains(x.subjects, place{c.text.names[next-1].from, c.text.names[next-1].to})
		}
		return slices.Contains(x.subjects, place{m.from, m.to})
	})
}

// deniedInComment lets a text repeat what a comment denies.
func (c *checking) deniedInComment() {
	for _, re := range []*regexp.Regexp{c.lang.general, c.lang.absent, c.lang.exclusive} {
		for _, at := range re.FindAllStringIndex(c.text.plain, -1) {
			word := c.text.plain[at[0]:at[1]]
			if c.lang.tag == "en" {
				if !c.repeats(at[0], at[1]) {
					c.reject(Negation, "%q is not what the comment says there; keep its words together", word)
				}
				continue
			}
			en, quotes := english(), c.quotes()
			if !en.general.MatchString(quotes) && !en.absent.MatchString(quotes) && !en.exclusive.MatchString(quotes) {
				c.reject(Negation, "%q is not what the comment says", word)
			}
		}
	}
}

// repeats reports whether words of an English text stand in a comment with the
// same word behind them.
func (c *checking) repeats(from, to int) bool {
	var want []string
	for _, w := range c.text.words {
		if w.from >= from && w.from < to {
			want = append(want, stem(w.text))
		}
	}
	behind := latinWord.FindAllString(c.text.raw[to:], -1) // the next may be a name
	if len(behind) == 0 {
		return false
	}
	want = append(want, stem(lower(behind[0])))
	for _, k := range c.cards {
		var said []string
		for _, w := range latinWord.FindAllString(lower(k.Quote), -1) {
			said = append(said, stem(w))
		}
		for i := 0; i+len(want) <= len(said); i++ {
			if slices.Equal(said[i:i+len(want)], want) {
				return true
			}
		}
	}
	return false
}

// retold checks that the words which an English text takes from a comment come in
// the comment's order: the same words in another order say something else.
func (c *checking) retold() {
	for _, k := range c.cards {
		if k.Quote == "" {
			continue
		}
		var said []string
		for _, w := range latinWord.FindAllString(lower(k.Quote), -1) {
			said = append(said, stem(w))
		}
		at := 0
		for _, w := range c.text.words {
			b := stem(w.text)
			if plainWords[w.text] || plainWords[base(w.text)] || !slices.Contains(said, b) {
				continue
			}
			i := slices.Index(said[at:], b)
			if i < 0 {
				c.reject(Comments, "%q: keep to the order of the comment's words", w.text)
				return
			}
			at += i
		}
	}
}

func (c *checking) quotes() string {
	var b strings.Builder
	for _, k := range c.cards {
		b.WriteString(strings.ToLower(k.Quote) + "\n")
	}
	return b.String()
}

// comments is gate 5: a comment proves that it says something, and that alone.
func (c *checking) comments() {
	says, other := 0, 0
	for _, x := range c.claims {
		if x.is.R == evidence.Says {
			says++
		} else {
			other++
		}
	}
	switch {
	case says > 0 && !c.comment:
		c.reject(Comments, "only a comment says so; write that the comment says it")
	case c.comment && says == 0:
		c.reject(Comments, "no claim says that a comment is what this rests on")
	case c.comment && other > 0:
		c.reject(Comments, "say what a comment says in a sentence of its own")
	case c.comment && c.lang.tag == "en":
		c.retold()
	case !c.comment && !slices.ContainsFunc(c.cards, func(k *evidence.Card) bool { return !k.CommentOnly() }):
		c.reject(Comments, "the cards hold nothing but a comment; write that the comment says it")
	}
}
