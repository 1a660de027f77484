package reference

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// likely are strings that people would write for a value of some pattern or
// format, the plainest first.
var likely = []string{
	"example", "example.com", "example.com/example", "https://example.com", "1", "10s", "10.0.0.1", "10.0.0.0/24",
	"v1", "v1.0.0", "Example", "/example", "example.com/v1", "10%", "00:00",
}

// byEnd are values for fields whose names end so, byName for those that are
// called so and no more.
var (
	byEnd = []struct{ end, value string }{
		{"email", "someone@example.com"}, {"endpoint", "https://example.com"}, {"url", "https://example.com"}, {"uri", "https://example.com"},
		{"hostname", "example.com"}, {"domain", "example.com"}, {"schedule", "0 * * * *"}, {"cidr", "10.0.0.0/24"},
	}
	byName = map[string]string{
		"apiversion": "example.com/v1", "host": "example.com", "ip": "10.0.0.1", "mountpath": "/example", "path": "/example", "version": "v1.0.0",
	}
)

// usualPort is what ports are in samples.
const usualPort = 8080

// likelyFor is a value that the name of a field suggests; "" if it suggests
// none.
func likelyFor(name string) string {
	name = strings.ToLower(name)
	for _, x := range byEnd {
		if strings.HasSuffix(name, x.end) {
			return x.value
		}
	}
	return byName[name]
}

// formatted are values of the formats that schemas name.
var formatted = map[string]string{
	"byte": "ZXhhbXBsZQ==", "cidr": "10.0.0.0/24", "date": "2025-01-01", "date-time": "2025-01-01T00:00:00Z", "duration": "10s",
	"email": "someone@example.com", "hostname": "example.com", "ip": "10.0.0.1", "ipv4": "10.0.0.1", "ipv6": "2001:db8::1",
	"k8s-short-name": "example", "k8s-long-name": "example.com", "mac": "00:00:5e:00:53:01", "uri": "https://example.com",
	"uuid": "00000000-0000-4000-8000-000000000000",
}

// text makes up a string: what manifests usually have, if that is fit, or
// something that looks the part.
func (c composer) text(r *Ref, f *Field, l *Limits) string {
	format, least := r.Format, 0
	var pattern *Bound
	of := limitsOf(r, l)
	for _, l := range of {
		for i, b := range l.Bounds {
			switch {
			case b.Name == "format":
				format = b.Value
			case b.pattern != nil && b.Name == "pattern" && pattern == nil:
				pattern = &l.Bounds[i]
			}
		}
		least = max(least, l.number("minimum length"))
	}
	if s := formatted[format]; s != "" {
		return s
	}
	if r.Type != nil && r.Type.Decl != nil && r.Type.Decl.IsStruct() {
		return "1" // a quantity, or a duration in some unit
	}
	fit := func(s string) bool { return fits(s, of) }
	var tries []string
	if strings.EqualFold(f.Name, "image") {
		tries = append(tries, "registry.example.com/app:1.0")
	}
	if v := c.seen.usual(f, fit); !strings.EqualFold(f.Name, "name") && !strings.Contains(v, "\n") {
		tries = append(tries, v)
	}
	tries = append(tries, likelyFor(f.Name))
	tries = append(tries, likely...)
	tries = append(tries, strings.Repeat("example-", least/len("example-")+1)+"a")
	if pattern != nil {
		tries = append(tries, madeUp(pattern.pattern, least))
	}
	for _, s := range tries {
		if s != "" && fit(s) {
			return s
		}
	}
	return likely[0]
}

// usual is the value that manifests have most often for a field, if it is fit.
func (c composer) usual(f *Field) string {
	of := limitsOf(f.Type, &f.Limits)
	return c.seen.usual(f, func(s string) bool { return f.Type.Shape != String || fits(s, of) })
}

// limitsOf are those of a value: its own, and its type's.
func limitsOf(r *Ref, own *Limits) []*Limits {
	if r.Type == nil {
		return []*Limits{own}
	}
	return []*Limits{own, &r.Type.Limits}
}

// fits reports whether a string is within limits.
func fits(s string, of []*Limits) bool {
	var v validator
	for _, l := range of {
		v.limits(l, s, "")
	}
	return len(v.errs) == 0
}

// madeUp returns a short string that an expression matches; "" if it needs more
// than its own pieces strung together. Length is the least number of letters.
func madeUp(re *regexp.Regexp, length int) string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return ""
	}
	for _, repeat := range []int{0, 1, 2, length, length + 1} {
		var b strings.Builder
		spell(&b, tree, repeat)
		if s := b.String(); len([]rune(s)) >= length && re.MatchString(s) {
			return s
		}
	}
	return ""
}

// mostRepeats bounds what is spelled out of an expression that repeats.
const mostRepeats = 256

// spell writes the first of what an expression matches, with parts that may be
// repeated as often as told.
func spell(b *strings.Builder, re *syntax.Regexp, repeat int) {
	times := 1
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(letter(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpStar:
		times = repeat
	case syntax.OpPlus:
		times = max(repeat, 1)
	case syntax.OpQuest:
		times = min(repeat, 1)
	case syntax.OpRepeat:
		times = max(re.Min, repeat)
		if re.Max >= 0 {
			times = min(times, re.Max)
		}
	case syntax.OpAlternate:
		spell(b, re.Sub[0], repeat)
		return
	}
	for range min(times, mostRepeats) {
		for _, sub := range re.Sub {
			if b.Len() > 8*mostRepeats {
				return
			}
			spell(b, sub, repeat)
		}
	}
}

// letter picks a character of a class: one that reads well, if it has any.
func letter(class []rune) rune {
	for _, r := range "axAX01-" {
		for i := 0; i+1 < len(class); i += 2 {
			if class[i] <= r && r <= class[i+1] {
				return r
			}
		}
	}
	if len(class) == 0 {
		return 'a'
	}
	return class[0]
}
