package gates

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var (
	linked   = regexp.MustCompile(`!?\[[^\]]*\]\s*[\[(]|\]\(|(?i)\bwww\.|[a-z][a-z0-9+.-]*://|(?i)\b(?:javascript|mailto|data):|[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[a-z]`)
	markup   = regexp.MustCompile(`<[A-Za-z/!?]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]{2,8});|\*\*|__[A-Za-z]|~~|\$\$|\\[A-Za-z(\[]|[][{}<>$^~*\\|#@=!]`)
	heading  = regexp.MustCompile(`^\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|>|=+$|---)`)
	lineRef  = regexp.MustCompile(`[A-Za-z0-9_]\.[A-Za-z]+:\d+|(?i)\blines?\s+\d+|第\s*\d+\s*行|#L\d+`)
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	sentence = regexp.MustCompile("[.!?][ \t]+[\"'(`]*[A-Z`\u4e00-\u9fff]|[。！？].*\\S|；")
)

const shortest = 8

// form is gate 7. What is not one plain sentence is not looked at any further.
func (c *checking) form() bool {
	s := c.s.Text
	n := utf8.RuneCountInString(s)
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return evidence.Hidden(r) || r == '\t' || r == '\n' || r == utf8.RuneError }):
		c.reject(Form, "the text has control characters, line ends, or characters that do not show")
		return false
	case strings.TrimSpace(s) != s:
		c.reject(Form, "the text starts or ends with a blank")
	case c.lang.longest == 0:
		c.reject(Form, "there are no words to check the language %q by", clip(c.lang.tag))
		return false
	case n > c.lang.longest:
		c.reject(Form, "the text has %d characters, more than %d", n, c.lang.longest)
		return false
	case n < shortest:
		c.reject(Form, "the text is too short to say anything")
	case strings.Count(s, "`")%2 != 0 || strings.Contains(s, "``"):
		c.reject(Form, "a code span is not closed, or is empty")
	case linked.MatchString(c.outside(s)):
		c.reject(Form, "links, images and addresses have no place in a sentence")
	case markup.MatchString(c.outside(s)) || heading.MatchString(s):
		c.reject(Form, "plain text and code spans only; no markup")
	case lineRef.MatchString(s):
		c.reject(Form, "leave out files and lines; the cards have them")
	case !strings.HasSuffix(s, c.lang.stops):
		c.reject(Form, "end the sentence with %q", c.lang.stops)
	case sentence.MatchString(c.text.cased):
		c.reject(Form, "write one sentence at a time")
	case evidence.Secret(s) != "":
		c.reject(Form, "the text holds what looks like a secret")
	case c.lang.addressed.MatchString(c.text.plain):
		c.reject(Form, "%q: speak of the program, not to the reader", c.lang.addressed.FindString(c.text.plain))
	}
	if len(c.s.Symbols) > 24 || len(c.s.Claims) > 24 {
		c.reject(Form, "too many symbols or claims for one sentence")
	}
	c.script()
	return len(c.found) == 0
}

// outside is a text without what its code spans hold.
func (c *checking) outside(s string) string {
	return codeSpan.ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(" ", len(m)) })
}

// script checks that the text is in its language, as far as letters tell.
func (c *checking) script() {
	han, latin, other := c.text.scripts()
	all := han + latin + other
	switch {
	case other > 0:
		c.reject(Form, "letters that are neither Latin nor Chinese")
	case all == 0:
		c.reject(Form, "there are no words between the names")
	case c.lang.tag == "en" && float64(han) > 0.02*float64(all):
		c.reject(Form, "write in English")
	case c.lang.tag != "en" && (float64(han) < 0.3*float64(all) || han == 0):
		c.reject(Form, "write in Chinese")
	}
	if c.lang.tag != "en" {
		for _, w := range c.text.words {
			if !kept[w.text] && !proper[w.text] && units[w.text] == 0 && strings.ToUpper(c.text.raw[w.from:w.to]) != c.text.raw[w.from:w.to] {
				c.reject(Form, "%q: write in Chinese", w.text)
				break
			}
		}
	}
	for _, r := range c.text.raw {
		if unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r != '`' {
			c.reject(Form, "pictures have no place in a sentence")
			return
		}
	}
	if c.lang.tag == "en" && strings.ContainsAny(c.text.plain, "：，。（）") {
		c.reject(Form, "use the punctuation of English")
	}
}

// proper are names that are written with a capital and belong to no tree.
var proper = setOf("kubernetes kubelet go golang linux windows darwin unix docker containerd api http https grpc rest json yaml tcp udp ip dns url uri tls ssl cpu id os i o io sdk cli crd cr rbac beta alpha ga stable mermaid boolean english pod pods node nodes service services namespace namespaces deployment daemonset lease leases secret secrets configmap event events", func(w string) string { return w })

// grounded is the rest of gate 3: words that add to what the cards say. Those
// that tell of an effect need a card that has the word; of others a sentence may
// have a few.
func (c *checking) grounded() {
	if c.lang.tag != "en" {
		c.groundedHan()
		return
	}
	own := c.ownWords()
	var unknown []string
	for i, w := range c.text.words {
		b := base(w.text)
		effect := effects[stem(w.text)] || effects[stem(b)]
		switch {
		case effect && c.comment && !c.repeats(w.from, w.to):
			c.reject(Relations, "%q is not what the comment says there; keep its words together", w.text)
		case effect && !c.comment && c.lang.verbs[b] == nil && c.acts(i):
			c.reject(Relations, "%q: no card proves that anything does so; a name is no proof", w.text)
		case own[stem(w.text)] || own[stem(b)] || len(w.text) < 3 || counted[w.text] != 0 || c.lang.verbs[b] != nil:
		case effect:
			c.reject(Relations, "%q is an effect that no card cited names", w.text)
		case plainWords[w.text] || plainWords[b]:
		case c.lang.condition.MatchString(c.text.plain[:w.from]):
			c.reject(Relations, "%q: no card says when or why; leave the clause out", w.text)
		case strings.HasSuffix(w.text, "ly"):
			c.reject(Relations, "%q: no card says how; leave it out", w.text)
		case w.capital && i > 0 && !proper[w.text]:
			c.reject(Relations, "%q is in no card cited", c.text.raw[w.from:w.to])
		case !slices.Contains(unknown, w.text):
			unknown = append(unknown, w.text)
		}
	}
	if at := c.lang.vague.FindString(c.text.plain); at != "" && !c.comment {
		c.reject(Relations, "%q: no card says how often, how long or how much; leave it out", at)
	}
	if at := c.lang.sometimes.FindString(c.text.plain); at != "" && !c.comment && !c.claim(evidence.MayCall) {
		c.reject(Relations, "%q: no card says that it is not so at other times", at)
	}
	if len(unknown) > 0 {
		c.reject(Relations, "the cards say nothing of: %s; use plainer words", strings.Join(unknown, ", "))
	}
}

// acts reports whether a word is the verb of a clause rather than part of a
// name for a thing: "and deletes", "is deleted", "by deleting", not "the delete
// handler".
func (c *checking) acts(i int) bool {
	w := c.text.words[i]
	before := ""
	if i > 0 {
		before = c.text.words[i-1].text
	}
	close := i > 0 && strings.Trim(c.text.plain[c.text.words[i-1].to:w.from], " ,") == "" &&
		!slices.ContainsFunc(c.text.names, func(m mention) bool { return m.to <= w.from && m.from >= c.text.words[i-1].to })
	if !close { // behind a name, or first
		return i > 0 && inflected(w.text)
	}
	switch {
	case strings.HasSuffix(w.text, "ing"):
		return slices.Contains([]string{"by", "while", "for", "and", "or", "thereby", "thus", "from", "is", "are"}, before)
	case strings.HasSuffix(w.text, "ed"):
		return slices.Contains([]string{"is", "are", "be", "been", "being", "was", "were", "gets", "get"}, before)
	case strings.HasSuffix(w.text, "s"):
		return !c.text.isPlural(i) && !c.subject(i)
	}
	return slices.Contains([]string{"to", "may", "can", "will", "could", "would", "should", "might", "and", "or", "they", "which", "that"}, before)
}

// subject reports whether a plural is followed by what its verb or preposition
// could be: the limits come from, retries are.
func (c *checking) subject(i int) bool {
	words := c.text.words
	if i+1 == len(words) || words[i+1].from > words[i].to+1 {
		return false
	}
	switch next := words[i+1].text; next {
	case "are", "is", "have", "has", "come", "go", "reach", "live", "lie", "follow", "belong", "result", "end", "happen", "stay", "remain", "in", "for", "from", "to", "by", "of", "on", "and", "or":
		return true
	}
	return false
}

// ownWords are the words that make up the names and lines of the cards cited,
// and what the comment says if the text is about that.
func (c *checking) ownWords() map[string]bool {
	out := map[string]bool{}
	add := func(s string) {
		for _, w := range subwords(s) {
			out[stem(w)] = true
		}
	}
	for _, k := range c.cards {
		for _, n := range known(k, false) {
			add(n)
		}
		add(strings.ReplaceAll(c.bundle.Target, "/", " "))
		if c.comment {
			add(k.Quote)
		} else {
			add(withoutComment(k.Line))
		}
	}
	return out
}

// withoutComment keeps a line's comment from lending words to a claim, and its
// strings, which are not what the line does.
func withoutComment(line string) string {
	line = quoted.ReplaceAllString(line, "")
	if i := strings.Index(line, "//"); i >= 0 {
		line = line[:i]
	}
	if strings.HasPrefix(strings.TrimSpace(line), "/*") {
		return ""
	}
	return line
}

// subwords are the words that a name is made of: do, node, processing, pass.
func subwords(s string) (out []string) {
	start := -1
	flush := func(end int) {
		if start >= 0 && end > start {
			out = append(out, lower(s[start:end]))
		}
		start = -1
	}
	for i := range len(s) {
		b := s[i]
		switch {
		case b >= 'A' && b <= 'Z':
			if start >= 0 && (s[i-1] >= 'a' && s[i-1] <= 'z' || i+1 < len(s) && s[i+1] >= 'a' && s[i+1] <= 'z') {
				flush(i)
			}
			if start < 0 {
				start = i
			}
		case b >= 'a' && b <= 'z':
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(s))
	return out
}

// stem takes more off a word than base does, so that taint, tainted, tainter and
// tainting are one.
func stem(w string) string {
	w = base(w)
	for _, suffix := range []string{"ation", "ator", "ition", "ment", "ion", "ing", "er", "or", "ed", "ly", "y"} {
		if len(w) > len(suffix)+3 && strings.HasSuffix(w, suffix) {
			return undouble(strings.TrimSuffix(w, suffix))
		}
	}
	return strings.TrimSuffix(w, "e")
}
