package gates

import (
	"regexp"
	"slices"
	"strings"
)

// A language is the words by which the gates make out what a sentence says.
type language struct {
	tag string
	// verbs are the words that tell a relation, as stems in English and as they
	// are in Chinese, with the relations that each may tell.
	verbs map[string][]string
	// joints tell a relation where no verb stands between its ends.
	joints map[string][]string
	// attribution finds that a text says what a comment says.
	attribution *regexp.Regexp
	// qualifiers say that something is not always so, aside that it happens on a
	// goroutine of its own.
	qualifiers, aside *regexp.Regexp
	// condition finds that a text breaks off in a clause that says when or why,
	// sometimes that something is done at times and not at others. English only:
	// Chinese has no such sentences but those made from accepted English ones.
	// vague tells of an amount without a number.
	condition, sometimes, vague *regexp.Regexp
	// exclusive, absent and general limit, deny and generalise.
	exclusive, absent, general *regexp.Regexp
	// sequence are the words of order.
	sequence []marker
	// addressed finds that a text speaks to its reader or of its writer.
	addressed *regexp.Regexp
	// longest is how many characters a sentence may have.
	longest int
	// stops end a sentence.
	stops string
}

// A marker is a word of order and what it says of the names around it.
type marker struct {
	re *regexp.Regexp
	is orderKind
}

type orderKind int

const (
	thenOrder   orderKind = iota // what stands before comes first
	beforeOrder                  // likewise, unless nothing stands before
	afterOrder                   // what stands behind comes first
	firstOrder                   // what stands behind comes before all else
	listOrder                    // what is named comes in that order
	postAfter                    // Chinese: what stands before comes first, or the last named does
	postBefore                   // Chinese: what stands before comes last, or the last named does
	noOrder                      // nothing known bears it out
)

func languageOf(tag string) language {
	switch tag {
	case "en":
		return english()
	case "zh", "zh-CN":
		return chinese()
	}
	return language{tag: tag, stops: "."}
}

func (l *language) attributes(t *text) bool {
	return l.attribution != nil && l.attribution.MatchString(t.plain)
}

func (l *language) denies(t *text) bool {
	return l.exclusive.MatchString(t.plain) || l.absent.MatchString(t.plain) || l.general.MatchString(t.plain)
}

func (l *language) orders(t *text) bool {
	return slices.ContainsFunc(l.sequence, func(m marker) bool { return m.re.MatchString(t.plain) })
}

// A verb is a word of a text that tells a relation.
type verb struct {
	from, to int
	text     string
	tells    []string
}

// verbsIn finds the verbs of a text, in their order.
func (l *language) verbsIn(t *text) (out []verb) {
	if l.tag == "en" {
		for i, w := range t.words {
			if tells := l.verbs[base(w.text)]; tells != nil && l.isVerb(t, i) {
				out = append(out, verb{w.from, w.to, w.text, tells})
			}
		}
		return out
	}
	for i := 0; i < len(t.plain); {
		best := ""
		for v := range l.verbs {
			if len(v) > len(best) && strings.HasPrefix(t.plain[i:], v) {
				best = v
			}
		}
		if best == "" {
			i++
			continue
		}
		if len(l.verbs[best]) > 0 {
			out = append(out, verb{i, i + len(best), best, l.verbs[best]})
		}
		i += len(best)
	}
	return out
}

// isVerb tells "it calls", "to call" and "A and B call" from "the call".
func (l *language) isVerb(t *text, i int) bool {
	w := t.words[i]
	if w.text == "depending" {
		return false
	}
	if inflected(w.text) {
		return !strings.HasSuffix(w.text, "s") || !t.isPlural(i)
	}
	if i > 0 && t.words[i-1].to+1 == w.from {
		switch t.words[i-1].text {
		case "to", "may", "can", "might", "could", "will", "both", "all", "each", "they", "then", "which", "that", "and", "also":
			return true
		}
	}
	return slices.ContainsFunc(t.names, func(m mention) bool { return m.to+1 == w.from })
}

// isPlural tells the noun of "the calls", "two queues" and "sets of" from a verb.
func (t *text) isPlural(i int) bool {
	w := t.words[i]
	behindName := slices.ContainsFunc(t.names, func(m mention) bool { return m.to < w.from && strings.Trim(t.plain[m.to:w.from], " ,") == "" })
	if rest := strings.TrimLeft(t.plain[w.to:], " "); !behindName && w.to < len(t.plain) && (strings.HasPrefix(rest, "of ") || strings.ContainsRune(".,:;)", rune(t.plain[w.to]))) {
		return true
	}
	if i == 0 || t.words[i-1].to+1 != w.from {
		return false
	}
	switch before := t.words[i-1].text; before {
	case "the", "its", "their", "these", "those", "such", "of", "a", "an", "some", "several", "various", "different", "more":
		return true
	default:
		return counted[before] != 0
	}
}

func inflected(w string) bool {
	return irregular[w] != "" || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing")
}

// irregular are forms that no ending tells.
var irregular = map[string]string{
	"built": "build", "kept": "keep", "gave": "give", "given": "give", "held": "hold", "took": "take", "taken": "take", "sent": "send",
	"made": "make", "ran": "run", "running": "run", "wrote": "write", "written": "write", "got": "get", "getting": "get", "put": "put", "putting": "put",
	"read": "read", "set": "set", "setting": "set", "led": "lead", "lay": "lie", "lying": "lie", "has": "have", "had": "have", "having": "have",
	"embed": "embed", "embeds": "embed", "embedded": "embed", "embedding": "embed", "found": "find", "began": "begin", "begun": "begin", "stopped": "stop", "dropped": "drop", "queries": "query", "queried": "query",
	"carries": "carry", "carried": "carry", "satisfies": "satisfy", "satisfied": "satisfy", "relies": "rely", "relied": "rely", "comes": "come", "came": "come",
}

// base is the base form of a word, near enough: endings off, a final e with them.
func base(w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
	if b := irregular[w]; b != "" {
		w = b
	}
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 5 && strings.HasSuffix(w, "ing"):
		return undouble(w[:len(w)-3])
	case len(w) > 4 && strings.HasSuffix(w, "ied"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && strings.HasSuffix(w, "ed"):
		return undouble(w[:len(w)-2])
	case len(w) > 4 && (strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes")):
		return w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		return strings.TrimSuffix(w[:len(w)-1], "e")
	case len(w) > 2 && strings.HasSuffix(w, "e"):
		return w[:len(w)-1]
	}
	return w
}

func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeioulsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return strings.TrimSuffix(w, "e")
}
