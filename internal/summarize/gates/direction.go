package gates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// directions is the second half of gate 3: the words between the ends of a claim
// tell its relation, and tell it the right way round.
func (c *checking) directions() {
	verbs := c.lang.verbsIn(c.text)
	for _, x := range c.claims {
		switch x.is.R {
		case evidence.Before, evidence.Says:
			continue
		}
		if !c.told(x, verbs) {
			c.reject(Relations, "the text does not say that %q %s %q in words known to say so: %s", x.is.S, x.is.R, clip(x.is.O), c.ways(x.is.R))
			continue
		}
		switch {
		case x.is.R == evidence.MayCall && !c.lang.qualifiers.MatchString(c.text.plain):
			c.reject(Relations, "%q calls %q on some branches or in a function it makes; say so", x.is.S, x.is.O)
		case x.is.R == evidence.GoCalls && !c.lang.aside.MatchString(c.text.plain):
			c.reject(Relations, "%q calls %q on a goroutine of its own; say so", x.is.S, x.is.O)
		}
	}
	if len(c.found) > 0 {
		return
	}
	if c.lang.aside.MatchString(c.text.plain) && !c.claim(evidence.Starts, evidence.GoCalls) {
		c.reject(Relations, "no claim says that anything runs on a goroutine of its own")
	}
	for _, v := range verbs {
		if !c.idle(v) && !slices.ContainsFunc(c.claims, func(x claim) bool { return c.tells(v, x) }) {
			c.reject(Relations, "%q tells a relation that no claim has", v.text)
		}
	}
}

func (c *checking) claim(relations ...string) bool {
	return slices.ContainsFunc(c.claims, func(x claim) bool { return slices.Contains(relations, x.is.R) })
}

// tells reports whether a verb may tell a claim.
func (c *checking) tells(v verb, x claim) bool {
	if slices.Contains(v.tells, x.is.R) {
		return true
	}
	// What is handed on where a goroutine starts is started by it.
	return (x.is.R == evidence.Hands || x.is.R == evidence.HandsTo) && slices.Contains(v.tells, evidence.Starts) && c.claim(evidence.GoCalls, evidence.Starts)
}

// idle reports whether a verb has no object: when it starts.
func (c *checking) idle(v verb) bool {
	if madeEn.MatchString(c.text.plain[:v.to]) {
		return true // in a function it makes
	}
	rest := c.text.raw[v.to:]
	if strings.HasPrefix(rest, " up ") && base(v.text) == base("make") {
		return true // made up of
	}
	if b := base(v.text); b != "start" && b != "run" && b != "work" && v.text != "启动" && v.text != "运行" {
		return false
	}
	if strings.HasPrefix(rest, " in ") || strings.HasPrefix(rest, " at ") {
		return true // the program starts in main
	}
	end := strings.IndexAny(rest, ",.;")
	if i := strings.IndexAny(rest, "，。时后"); i >= 0 && (end < 0 || i < end) {
		end = i
	}
	return end >= 0 && !slices.ContainsFunc(c.text.names, func(m mention) bool { return m.from >= v.to && m.from < v.to+end })
}

// ways lists words for a relation.
func (c *checking) ways(relation string) string {
	var out []string
	if c.lang.tag == "en" {
		out = strings.Fields(englishVerbs[relation] + " " + englishJoints[relation])
	} else {
		out = append(strings.Fields(chineseVerbs[relation]), c.lang.joints[relation]...)
	}
	return strings.Join(out[:min(len(out), 6)], ", ")
}

// told reports whether a text tells a claim anywhere.
func (c *checking) told(x claim, verbs []verb) bool {
	for _, s := range x.subjects {
		for _, o := range x.objects {
			switch {
			case s.from < o.from && c.role(x, o) && c.forward(x, s, o, verbs):
				return true
			case s.from > o.from && c.backward(x, s, o, verbs):
				return true
			}
		}
	}
	return false
}

var (
	agentEn = regexp.MustCompile(`\b(?:by|from)\W*(?:\w+\W+){0,3}$`)
	agentZh = regexp.MustCompile(`(?:由|被|让)[^，。；]{0,6}$`)
	// What stands between an object that comes first and its subject.
	whenEn    = regexp.MustCompile(`\b(?:when|once|whenever|after|as)\b`)
	defaultEn = regexp.MustCompile(`\bdefaults?(?: value)? (?:of|for)\b`)
	underEn   = regexp.MustCompile(`\b(?:under|with|behind|while holding|holding)\W*(?:\w+\W+){0,3}$`)
	madeEn    = regexp.MustCompile(`\bfunctions? (?:that |which )?(?:it|they) (?:makes?|creates?)$`)
	themEn    = regexp.MustCompile(`^\s+(?:them|it|these|those)\b`)
	toEn      = regexp.MustCompile(`\bto\W*(?:\w+\W+){0,3}$`)
	insideEn  = regexp.MustCompile(`\b(?:in|inside|within)\W*(?:\w+\W+){0,3}$`)
	clauseEn  = regexp.MustCompile(`\b(?:which|that|whom|what|where|as)\W*(?:\w+\W+){0,2}$`)
	turnedZh  = regexp.MustCompile(`由|被|是|属于|来自|当|归`)
	themZh    = regexp.MustCompile(`从中|从其中|将其|把它|对其|向其`)
	takesZh   = regexp.MustCompile(`(?:把|将|让|使|向|给|对|从|为|用)[^，。；]*$`)
)

// forward reports whether the text between a subject and the object behind it
// tells the relation.
func (c *checking) forward(x claim, s, o place, verbs []verb) bool {
	between := strings.ReplaceAll(c.text.between(s.to, o.from), "followed by", "followed, ")
	agent := agentEn
	if c.lang.tag != "en" {
		agent = agentZh
	}
	if last, ok := lastVerb(verbs, s.to, o.from); ok {
		if !c.attached(x, s, last) {
			return false
		}
		if agent.MatchString(between) && (c.lang.tag != "en" || agent.FindStringIndex(between)[0]+s.to >= last.to-1) && !fromIsJoint(x.is.R) {
			return false
		}
		if ownJoint(x.is.R) && c.joint(x.is.R, c.text.between(last.to, o.from)) {
			return true
		}
		return c.tells(last, x) || c.lang.tag != "en" && takesZh.MatchString(between) && c.next(x, o.to, verbs)
	}
	if agent.MatchString(between) && !fromIsJoint(x.is.R) && x.is.R != evidence.Under {
		return false
	}
	if c.lang.tag != "en" && takesZh.MatchString(between) && c.next(x, o.to, verbs) {
		return true
	}
	return c.joint(x.is.R, between) || c.lang.tag == "en" && c.tellsIn(x, between)
}

// fromIsJoint reports whether "from" leads to the object of a relation.
func fromIsJoint(relation string) bool {
	switch relation {
	case evidence.TakesFrom, evidence.Receives, evidence.In, evidence.Gets, evidence.Is:
		return true
	}
	return false
}

// ownJoint reports whether the words of a relation count behind the verb of
// another: sets A and defaults to B, registers A with B under C.
func ownJoint(relation string) bool {
	switch relation {
	case evidence.Defaults, evidence.Is, evidence.Under, evidence.In, evidence.KeptIn, evidence.HandsTo:
		return true
	}
	return false
}

// backward is forward for an object that stands before its subject.
func (c *checking) backward(x claim, s, o place, verbs []verb) bool {
	between := c.text.between(o.to, s.from)
	if c.lang.tag == "en" {
		return c.backwardEnglish(x, s, o, between, verbs)
	}
	return c.backwardChinese(x, s, o, between, verbs)
}

func (c *checking) backwardChinese(x claim, s, o place, between string, verbs []verb) bool {
	before := strings.TrimSpace(c.text.plain[:o.from])
	switch x.is.R {
	case evidence.Is: // 类型为 A 的 B
		if typed := strings.HasSuffix(before, "类型为") || strings.HasSuffix(before, "类型是") || strings.HasSuffix(before, "值为"); typed {
			return strings.HasPrefix(strings.TrimSpace(between), "的")
		}
	case evidence.Defaults: // A 是 B 的默认值
		return strings.Contains(between, "是") && strings.Contains(c.text.plain[s.to:], "默认")
	}
	for _, v := range verbs { // 放入 A，B 从中取出
		if v.from >= s.to {
			if c.tells(v, x) && themZh.MatchString(c.text.between(s.to, v.from)) {
				return true
			}
			break
		}
	}
	if !turnedZh.MatchString(between) && !turnedZh.MatchString(c.text.between(max(0, o.from-12), o.from)) {
		return false
	}
	last, ok := lastVerb(verbs, o.to, s.from)
	return ok && c.tells(last, x) || c.next(x, s.to, verbs)
}

// converse are verbs whose subject is the object of a relation: a field keeps a
// function that is kept in it.
var converse = map[string][]string{
	evidence.KeptIn: {"keep", "hold", "store"},
	evidence.In:     {"contain", "hold", "include"},
}

func (c *checking) backwardEnglish(x claim, s, o place, between string, verbs []verb) bool {
	last, ok := lastVerb(verbs, o.to, s.from)
	switch {
	case x.is.R == evidence.Locks && underEn.MatchString(c.text.plain[:o.from]):
		return true // under the lock A, B does
	case c.pronoun(x, s, verbs):
		return true
	case !ok && agentEn.MatchString(between): // is registered with A by B
		before, is := lastVerb(verbs, 0, o.from)
		return is && participle(before.text) && c.tells(before, x)
	case x.is.R == evidence.Is && isWord(x.is.O) != "" && strings.Trim(between, " ,") == "":
		return true // the struct A
	case x.is.R == evidence.Defers && whenEn.MatchString(between):
		return ok && c.tells(last, x)
	case clauseEn.MatchString(between) && c.next(x, s.to, verbs):
		return true
	case !ok:
		return (x.is.R == evidence.Has || x.is.R == evidence.Requires) && strings.Contains(between, " of ") ||
			x.is.R == evidence.Defaults && defaultEn.MatchString(between)
	case slices.ContainsFunc(converse[x.is.R], func(w string) bool { return base(w) == base(last.text) }) && !participle(last.text):
		return true
	case !participle(last.text) || !c.tells(last, x):
		return false
	}
	behind := c.text.between(last.to, s.from)
	switch x.is.R {
	case evidence.KeptIn, evidence.In:
		return false
	case evidence.Gets, evidence.HandsTo:
		return agentEn.MatchString(behind) || toEn.MatchString(behind)
	}
	return agentEn.MatchString(behind) || insideEn.MatchString(behind)
}

// pronoun reports whether a text goes on to say of a subject what it does to the
// object named before it: puts it into A, and B takes it out.
func (c *checking) pronoun(x claim, s place, verbs []verb) bool {
	for _, v := range verbs {
		if v.from < s.to {
			continue
		}
		behind := c.text.plain[v.to:]
		return c.tells(v, x) && themEn.MatchString(behind) && strings.TrimSpace(c.text.between(s.to, v.from)) == ""
	}
	return false
}

// participle reports whether a verb may be one: called, built.
func participle(v string) bool {
	return strings.HasSuffix(v, "ed") || irregular[v] != "" && !strings.HasSuffix(v, "s") && !strings.HasSuffix(v, "ing")
}

// lastVerb is the last verb between two places.
func lastVerb(verbs []verb, from, to int) (out verb, ok bool) {
	for _, v := range verbs {
		if v.from >= from && v.to <= to {
			out, ok = v, true
		}
	}
	return out, ok
}

// next reports whether the first verb behind a place, in the same clause, tells a
// claim.
func (c *checking) next(x claim, from int, verbs []verb) bool {
	for _, v := range verbs {
		if v.from < from {
			continue
		}
		return !strings.ContainsAny(c.text.between(from, v.from), ";；") && c.tells(v, x)
	}
	return false
}

// joint reports whether words without a verb tell a relation.
func (c *checking) joint(relation, between string) bool {
	if c.lang.tag == "en" {
		words := latinWord.FindAllString(between, -1)
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(c.lang.joints[relation], w) })
	}
	return slices.ContainsFunc(c.lang.joints[relation], func(w string) bool { return strings.Contains(between, w) })
}

// tellsIn reports whether a form of a relation's verb that is no verb there, such
// as "the call of", stands in a text.
func (c *checking) tellsIn(x claim, between string) bool {
	return slices.ContainsFunc(latinWord.FindAllString(between, -1), func(w string) bool {
		return slices.Contains(c.lang.verbs[base(w)], x.is.R)
	})
}
