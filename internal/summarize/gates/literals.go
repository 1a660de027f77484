package gates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var (
	// A number with what may be its unit: 40s, 1.5 hours, 30 秒, 0.55, 55%, 1,000.
	number = regexp.MustCompile(`(\d+(?:,\d{3})*(?:\.\d+)?)\s*(milliseconds?|microseconds?|nanoseconds?|seconds?|secs?|minutes?|mins?|hours?|ms|µs|us|ns|s|m|h|%|毫秒|微秒|秒钟|秒|分钟|小时)?`)
	// Several of them in a row, as Go writes durations: 1m30s.
	duration = regexp.MustCompile(`^-?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$`)
	goTime   = regexp.MustCompile(`(?:(\d+(?:\.\d+)?)\s*\*\s*)?\btime\.(Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)\b`)
	compound = regexp.MustCompile(`\b(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h)){1,4}\b`)
)

// wordTime is a duration in words: two minutes.
var wordTime = regexp.MustCompile(`\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|sixty) (milliseconds?|seconds?|minutes?|hours?)\b`)

var numerals = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirty": 30, "sixty": 60}

var units = map[string]time.Duration{
	"ns": 1, "nanosecond": 1, "us": 1e3, "µs": 1e3, "microsecond": 1e3, "微秒": 1e3, "ms": 1e6, "millisecond": 1e6, "毫秒": 1e6,
	"s": time.Second, "sec": time.Second, "second": time.Second, "秒": time.Second, "秒钟": time.Second,
	"m": time.Minute, "min": time.Minute, "minute": time.Minute, "分钟": time.Minute,
	"h": time.Hour, "hour": time.Hour, "小时": time.Hour,
}

// counted are the number words of both languages. One and 一 are articles as
// often as numbers and are left out.
var counted = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"twice": 2, "both": 2, "dozen": 12, "hundred": 100, "thousand": 1000}

var hanCount = regexp.MustCompile(`([两二三四五六七八九十百千]+)(?:个|种|项|条|类|次|倍|者|处|位|份|组)`)

var hanDigits = map[string]int{"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "百": 100, "千": 1000,
	"十一": 11, "十二": 12}

// A value is a number as it may be compared: durations in seconds, shares as
// fractions. what is the thing counted, if the text names it.
type value struct {
	text     string // as found
	norm     string
	from, to int
	word     bool // written as a word
}

// values finds the numbers in a text.
func valuesOf(s string) (out []value) {
	masked := []byte(s)
	add := func(from, to int, v value) {
		for i := from; i < to; i++ {
			masked[i] = ' '
		}
		v.text, v.from, v.to = s[from:to], from, to
		out = append(out, v)
	}
	for _, m := range goTime.FindAllStringSubmatchIndex(s, -1) {
		n := 1.0
		if m[2] >= 0 {
			n, _ = strconv.ParseFloat(s[m[2]:m[3]], 64)
		}
		add(m[0], m[1], value{norm: seconds(n, units[strings.ToLower(s[m[4]:m[5]])])})
	}
	for _, m := range wordTime.FindAllSubmatchIndex(masked, -1) {
		unit := strings.TrimSuffix(s[m[4]:m[5]], "s")
		add(m[0], m[1], value{norm: seconds(numerals[s[m[2]:m[3]]], units[unit])})
	}
	for _, m := range compound.FindAllIndex(masked, -1) {
		if d, err := time.ParseDuration(string(masked[m[0]:m[1]])); err == nil && standsAlone(s, m[0]) {
			add(m[0], m[1], value{norm: seconds(float64(d), 1)})
		}
	}
	for _, m := range number.FindAllSubmatchIndex(masked, -1) {
		if !standsAlone(s, m[0]) || m[4] < 0 && m[3] < len(s) && isLetter(s[m[3]]) {
			continue
		}
		if m[4] >= 0 && m[5] < len(s) && isLetter(s[m[5]]) && isLetter(s[m[5]-1]) { // 40 methods is no 40 m
			m[4], m[5], m[1] = -1, -1, m[3]
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(s[m[2]:m[3]], ",", ""), 64)
		if err != nil {
			continue
		}
		v := value{norm: strconv.FormatFloat(n, 'g', -1, 64)}
		end := m[3]
		if m[4] >= 0 {
			end = m[5]
			unit := s[m[4]:m[5]]
			if unit == "%" {
				v.norm = strconv.FormatFloat(n/100, 'g', -1, 64)
			} else if u, ok := units[strings.TrimSuffix(unit, "s")]; ok && unit != "s" {
				v.norm = seconds(n, u)
			} else {
				v.norm = seconds(n, units[unit])
			}
		}
		add(m[2], end, v)
	}
	slices.SortFunc(out, func(a, b value) int { return a.from - b.from })
	return out
}

func seconds(n float64, unit time.Duration) string {
	return strconv.FormatFloat(n*unit.Seconds(), 'g', 12, 64) + "s"
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' }

// standsAlone reports whether what starts at i is no part of a name: v1, node2.
func standsAlone(s string, i int) bool {
	return i == 0 || !isLetter(s[i-1]) && (s[i-1] != '.' || i > 1 && s[i-2] == ' ') && (s[i-1] < '0' || s[i-1] > '9')
}

// isValue reports whether a code span holds a value rather than a name.
func isValue(s string) bool {
	return s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '-' && len(s) > 1 && s[1] >= '0' && s[1] <= '9') || s == "true" || s == "false" || s == "nil" ||
		duration.MatchString(s)
}

// counts finds numbers written as words.
func (t *text) counts() (out []value) {
	durations := wordTime.FindAllStringIndex(t.plain, -1)
	for _, w := range t.words {
		if slices.ContainsFunc(durations, func(m []int) bool { return m[0] == w.from }) {
			continue
		}
		if n, ok := counted[w.text]; ok {
			out = append(out, value{text: w.text, norm: strconv.Itoa(n), from: w.from, to: w.to, word: true})
		}
	}
	for _, m := range hanCount.FindAllStringSubmatchIndex(t.plain, -1) {
		if n, ok := hanDigits[t.plain[m[2]:m[3]]]; ok {
			out = append(out, value{text: t.plain[m[0]:m[1]], norm: strconv.Itoa(n), from: m[0], to: m[1], word: true})
		} else {
			out = append(out, value{text: t.plain[m[0]:m[1]], norm: "?", from: m[0], to: m[1], word: true})
		}
	}
	return out
}

// all are the numbers of a text, those in code spans included, those that are
// part of names left out.
func (t *text) all() (out []value) {
	out = append(valuesOf(t.plain), t.counts()...)
	for _, m := range t.names {
		if isValue(m.name) {
			for _, v := range valuesOf(m.name) {
				v.from, v.to = m.from, m.to
				out = append(out, v)
			}
		}
	}
	return out
}

// values are the numbers of a text in a form that both languages share. Two and
// both are words that one language uses and the other does not.
func (t *text) values() (out []string) {
	for _, v := range t.all() {
		if !v.word {
			out = append(out, v.norm)
		}
	}
	return out
}

var timesAfter = regexp.MustCompile(`^\s*(?:more |other )?(?:times?\b|次|倍)`)

// counts that a card gives with what it counts: "6 fields".
var nouns = map[string]string{"field": "fields", "fields": "fields", "字段": "fields", "method": "methods", "methods": "methods", "方法": "methods",
	"file": "files", "files": "files", "文件": "files", "flag": "flags", "flags": "flags", "命令行参数": "flags", "package": "packages", "packages": "packages", "包": "packages",
	"gate": "gates", "gates": "gates", "metric": "metrics", "metrics": "metrics", "指标": "metrics", "path": "paths", "paths": "paths", "路径": "paths"}

// literals is gate 4.
func (c *checking) literals() {
	for _, v := range c.text.all() {
		if !c.proves(v) {
			c.reject(Literals, "%q is in no line or value of the cards cited", clip(v.text))
		}
	}
}

func (c *checking) proves(v value) bool {
	noun := nounAfter(c.text.plain, v.to)
	counts := false
	for _, k := range c.cards {
		for _, l := range k.Literals {
			n, what, ok := strings.Cut(l, " ")
			if !ok || nouns[what] == "" {
				continue
			}
			if what == noun {
				counts = true
				if n == v.norm {
					return true
				}
			}
		}
	}
	if counts {
		return false // the cards count just that, and count otherwise
	}
	for _, k := range c.cards {
		if c.has(k, v.text) {
			return true
		}
		for _, s := range c.texts(k) {
			for _, p := range valuesOf(s) {
				if p.norm == v.norm && noun == "" {
					return true
				}
			}
		}
	}
	return c.enumerates(v)
}

// has reports whether a card has a value as such.
func (c *checking) has(k *evidence.Card, name string) bool {
	want := valuesOf(name)
	if len(want) != 1 || want[0].text != name {
		return slices.Contains(k.Literals, name)
	}
	for _, s := range c.texts(k) {
		for _, p := range valuesOf(s) {
			if p.norm == want[0].norm {
				return true
			}
		}
	}
	return false
}

// texts are where a card may hold a value.
func (c *checking) texts(k *evidence.Card) []string {
	out := append([]string{k.Line}, k.Literals...)
	for _, r := range k.Relations {
		out = append(out, r.O)
	}
	if c.comment {
		out = append(out, k.Quote)
	}
	return out
}

// enumerates reports whether a whole number is how many things the sentence goes
// on to name: claims of one relation.
func (c *checking) enumerates(v value) bool {
	n, err := strconv.Atoi(v.norm)
	if err != nil || n > 12 || v.text == "twice" || timesAfter.MatchString(c.text.plain[v.to:]) || strings.HasSuffix(v.text, "次") || strings.HasSuffix(v.text, "倍") {
		return false // how often is not how many
	}
	same := map[string]map[string]bool{}
	relations := []evidence.Relation{}
	for _, x := range c.claims {
		relations = append(relations, x.is)
		for _, r := range x.card.Relations { // of four, a text may name one
			if r.R == x.is.R && r.S == x.is.S {
				relations = append(relations, r)
			}
		}
	}
	for _, is := range relations {
		for key, end := range map[string]string{"o" + is.R + "\x00" + is.S: is.O, "s" + is.R + "\x00" + is.O: is.S} {
			if same[key] == nil {
				same[key] = map[string]bool{}
			}
			same[key][end] = true
		}
	}
	for _, ends := range same {
		if len(ends) == n {
			return true
		}
	}
	return false
}

// nounAfter is the countable thing that follows a number, if cards count it.
func nounAfter(plain string, at int) string {
	rest := strings.TrimLeft(plain[min(at, len(plain)):], " 个种项条")
	for han, n := range nouns {
		if han[0] >= 0x80 && strings.HasPrefix(rest, han) {
			return n
		}
	}
	words := latinWord.FindAllString(rest[:min(len(rest), 24)], 2)
	if len(words) > 0 && strings.HasPrefix(rest, words[0]) {
		for _, w := range words {
			if n := nouns[w]; n != "" {
				return n
			}
		}
	}
	return ""
}
