package gates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var (
	// What may stand between a subject and its verb.
	linkEn = regexp.MustCompile(`^[ ,]*(?:(?:which|that|the latter|who|it|also|may|can|might|in turn|then|first|itself|both|each|finally|and that|and the latter|and this)[ ,]*)*$`)
	// What makes a name between them the object of a preposition.
	prepositionEn = regexp.MustCompile(`(?:^|\b)(?:in|of|with|by|from|to|through|via|on|under|for|as|after|before|field|at|into|inside|holding|following|once|and then)\W*(?:the |its |a |an )?$`)
	linkZh        = regexp.MustCompile(`^(?: |，|后者|它|会|也|还|可能|都|再|先|则|随后|又)*$`)
	prepositionZh = regexp.MustCompile(`(?:把|将|由|被|向|在|从|以|对|给|对于|和|与|的|通过|当|是|为)\s*$`)
	joinedEn      = regexp.MustCompile(`^[ ,]*(?:and|or|both)?[ ,]*$`)
	joinedZh      = regexp.MustCompile(`^[ 、，]*(?:和|与|以及|或)?[ ]*$`)
	relative      = regexp.MustCompile(`\b(?:which|the latter|that)\b|后者`)
)

// attached reports whether a verb can have a subject: unless a name stands right
// before the verb, alone or with others, and is another.
func (c *checking) attached(x claim, s place, v verb) bool {
	switch x.is.R {
	case evidence.Under, evidence.KeptIn, evidence.Built, evidence.In:
		return true // S is what somebody else registers, keeps, builds
	}
	link, preposition, joined := linkEn, prepositionEn, joinedEn
	if c.lang.tag != "en" {
		link, preposition, joined = linkZh, prepositionZh, joinedZh
	}
	last := -1
	for i, m := range c.text.names {
		if m.to <= v.from {
			last = i
		}
	}
	if last < 0 {
		return true
	}
	m := c.text.names[last]
	between := c.text.between(m.to, v.from)
	if !link.MatchString(between) || preposition.MatchString(c.text.plain[:m.from]) {
		return true
	}
	// A comma alone ends a clause about the name: A, which calls B, starts C.
	if strings.ContainsAny(between, ",，") && !relative.MatchString(between) {
		return true
	}
	for i := last; i >= 0; i-- {
		n := c.text.names[i]
		if n.from == s.from {
			return true
		}
		if i == 0 || !joined.MatchString(c.text.between(c.text.names[i-1].to, n.from)) {
			return false
		}
		if relative.MatchString(between) { // which, after several names, is the last
			return false
		}
	}
	return false
}

var (
	givenEn = regexp.MustCompile(`\b(?:to|through|via|into|with|using)\W*(?:\w+\W+){0,3}$`)
	takenEn = regexp.MustCompile(`\bto\W*(?:the |a |an )?(?:function |method )?$`)
	withEn  = regexp.MustCompile(`\b(?:with|on|to|through|via|by|using|at)\W*(?:\w+\W+){0,3}$`)
	onlyEn  = regexp.MustCompile(`\bwith\W*(?:the |a |an )?$`)
	givenZh = regexp.MustCompile(`(?:给|到|向|入|通过)\s*$`)
	takenZh = regexp.MustCompile(`(?:给|到)\s*$`)
	withZh  = regexp.MustCompile(`(?:向|到|在|通过|与)\s*$`)
)

// role reports whether an object stands where its relation has it: what is handed
// before whom it is handed to.
func (c *checking) role(x claim, o place) bool {
	before := c.text.plain[:o.from]
	if i := strings.LastIndexAny(before, ";"); i >= 0 {
		before = before[i:]
	}
	en := c.lang.tag == "en"
	switch x.is.R {
	case evidence.HandsTo:
		return en && givenEn.MatchString(before) || !en && givenZh.MatchString(before) || c.listed(o, x)
	case evidence.Hands:
		return !(en && takenEn.MatchString(before) || !en && takenZh.MatchString(before))
	case evidence.RegistersWith:
		return en && withEn.MatchString(before) || !en && withZh.MatchString(before) || c.listed(o, x)
	case evidence.Registers:
		return !(en && onlyEn.MatchString(before))
	}
	return true
}

// listed reports whether an object follows another of the same relation in a list.
func (c *checking) listed(o place, x claim) bool {
	i := slices.IndexFunc(c.text.names, func(m mention) bool { return m.from == o.from })
	if i < 1 {
		return false
	}
	prev := place{c.text.names[i-1].from, c.text.names[i-1].to}
	joined := joinedEn.MatchString(c.text.between(prev.to, o.from)) || joinedZh.MatchString(c.text.between(prev.to, o.from))
	return joined && slices.ContainsFunc(c.claims, func(y claim) bool { return y.is.R == x.is.R && y.is.S == x.is.S && slices.Contains(y.objects, prev) })
}
