package evidence

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A rule finds one kind of secret. Group 1, if there is one, is what is taken
// out, otherwise all of it.
type rule struct {
	kind string
	// hint is in every text that has such a secret, in any case of letters; least
	// is how long one is. Both spare most texts the expression.
	hint  string
	least int
	re    *regexp.Regexp
	// is decides about what the expression found; nil is yes.
	is func(string) bool
}

// A Redactor takes secrets out of texts and counts them.
type Redactor struct {
	rules []rule
	count map[string]int
	// known are secrets by what they are, found where a name beside them told:
	// elsewhere they stand alone.
	known map[string]string
}

// NewRedactor returns a Redactor that has counted nothing.
func NewRedactor() *Redactor {
	return &Redactor{rules: secretRules(), count: map[string]int{}, known: map[string]string{}}
}

// with returns a Redactor that has counted nothing and knows what r does.
func (r *Redactor) with() *Redactor {
	return &Redactor{rules: r.rules, count: map[string]int{}, known: r.known}
}

// secretRules are few and precise: each is the published form of a credential,
// except for the last two, which look at how random a text is.
var secretRules = sync.OnceValue(func() []rule {
	r := func(kind, hint string, least int, re string, is func(string) bool) rule {
		return rule{kind, hint, least, regexp.MustCompile(re), is}
	}
	return []rule{
		r("private-key", "-----begin", 27, `-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----|\z)`, nil),
		r("aws-key", "a", 20, `\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b`, nil),
		r("github-token", "_", 26, `\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})`, nil),
		r("gitlab-token", "glpat-", 26, `\bglpat-[A-Za-z0-9_-]{20,}`, nil),
		r("api-key", "sk-", 23, `\bsk-[A-Za-z0-9_-]{20,}`, hasDigit),
		r("slack-token", "xox", 15, `\bxox[abeoprs]-[A-Za-z0-9-]{10,}`, nil),
		r("slack-hook", "hooks.slack", 44, `hooks\.slack\.com/services/([A-Za-z0-9/]{20,})`, nil),
		r("google-key", "aiza", 39, `\bAIza[0-9A-Za-z_-]{35}`, nil),
		r("google-token", "ya29.", 25, `\bya29\.[0-9A-Za-z_-]{20,}`, nil),
		r("stripe-key", "k_", 24, `\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,}`, nil),
		r("registry-token", "", 20, `\b(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,}|hf_[A-Za-z0-9]{30,}|dckr_pat_[A-Za-z0-9_-]{20,})`, nil),
		r("bootstrap-token", ".", 23, `(?:^|[^a-z0-9.])([a-z0-9]{6}\.[a-z0-9]{16})(?:[^a-z0-9.]|$)`, hasDigit),
		r("vault-token", ".", 26, `\b(?:hv[sbr]\.[A-Za-z0-9_-]{24,}|[sbr]\.[A-Za-z0-9]{24})\b`, hasDigit),
		r("sendgrid-key", "sg.", 60, `\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}`, nil),
		r("digitalocean-token", "_v1_", 71, `\bdo[opr]_v1_[a-f0-9]{64}\b`, nil),
		r("twilio-key", "", 34, `\b(?:SK|AC)[0-9a-f]{32}\b`, nil),
		r("age-key", "age-secret-key-", 74, `\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b`, nil),
		r("service-token", "", 28, `\b(?:shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dapi[a-f0-9]{32}|lin_api_[A-Za-z0-9]{40}|glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|dp\.(?:pt|st|ct)\.[A-Za-z0-9.]{40,}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|NRAK-[A-Z0-9]{27}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}|key-[0-9a-f]{32}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,})`, nil),
		r("jwt", "eyj", 22, `\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`, nil),
		r("url-password", "://", 9, `\b[a-z][a-z0-9+.-]*://[^\s:/@"'{}%<>$]+:([^\s:/@"'{}%<>$]+)@`, nil),
		r("kubeconfig-key", "-data", 20, `(?:client-key-data|client-certificate-data|certificate-authority-data)"?\s*:\s*"?([A-Za-z0-9+/=]{16,})`, nil),
		r("storage-key", "key=", 45, `(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,}={0,2})`, nil),
		r("authorization", "authorization", 30, `(?i)\bauthorization"?\s*[:=,]\s*"?(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{12,})`, nil),
		r("password", "\"", 15, `(?i)(?:passw(?:or)?d|secret|token|api_?key)[a-z0-9_]*"?\s*(?::=|[:=,])\s*"([^"\s{}%<>$]{8,})"`, looksChosen),
		r("password", "", 12, `(?i)\b(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key)\s*[:=]\s*([^\s"'\x60,;(){}\[\]%<>$]{8,})`, looksChosen),
		r("random-hex", "", 32, `(?:^|[^A-Za-z0-9:_/-])([0-9a-fA-F]{32,})\b`, func(s string) bool { return entropy(s) > 3 && hasDigit(s) }),
		r("random-text", "", 40, `(?m:^|["'\x60=: \t])([A-Za-z0-9+/_-]{40,}={0,2})(?m:["'\x60\s]|$)`, func(s string) bool {
			return entropy(s) > 4.4 && digits(s) > 2 && strings.ToLower(s) != s && strings.ToUpper(s) != s
		}),
	}
})

// Text returns a text without secrets and without characters that show nothing
// or turn others around.
func (r *Redactor) Text(s string) string {
	s = Plain(s)
	small := strings.ToLower(s)
	for _, rule := range r.rules {
		if len(s) < rule.least || !strings.Contains(small, rule.hint) {
			continue
		}
		found := rule.re.FindAllStringSubmatchIndex(s, -1)
		if len(found) == 0 {
			continue
		}
		var b strings.Builder
		last := 0
		for _, m := range found {
			from, to := m[0], m[1]
			if len(m) > 2 && m[2] >= 0 {
				from, to = m[2], m[3]
			}
			if from < last || strings.HasPrefix(s[from:to], "[redacted:") || rule.is != nil && !rule.is(s[from:to]) {
				continue
			}
			if told[rule.kind] && to-from >= shortestTold {
				r.known[s[from:to]] = rule.kind
			}
			b.WriteString(s[last:from])
			b.WriteString("[redacted:" + rule.kind + "]")
			r.count[rule.kind]++
			last = to
		}
		b.WriteString(s[last:])
		s = b.String()
	}
	return r.again(s)
}

// told are the kinds of secrets that are ones by the name beside them, and not by
// what they look like; shorter ones may be words that stand elsewhere too.
var told = map[string]bool{"password": true, "url-password": true, "authorization": true, "kubeconfig-key": true, "storage-key": true}

const shortestTold = 8

// again takes out what was found to be a secret in another text.
func (r *Redactor) again(s string) string {
	for _, secret := range slices.SortedFunc(maps.Keys(r.known), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }) {
		if n := strings.Count(s, secret); n > 0 {
			kind := r.known[secret]
			s = strings.ReplaceAll(s, secret, "[redacted:"+kind+"]")
			r.count[kind] += n
		}
	}
	return s
}

// Count says how many secrets of each kind were taken out.
func (r *Redactor) Count() map[string]int { return maps.Clone(r.count) }

// Secret names the kind of a secret in a text, or returns "".
func Secret(s string) string {
	r := NewRedactor()
	r.Text(s)
	kinds := slices.Sorted(maps.Keys(r.count))
	if len(kinds) == 0 {
		return ""
	}
	return kinds[0]
}

// Plain strips control characters, and those without a width or that change the
// direction of what follows. Line ends and tabs stay.
func Plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '\n' || c == '\t' {
			return c
		}
		if Hidden(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Hidden reports whether a character is a control character, has no width, or
// changes the direction of text.
func Hidden(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == 0x2028 || c == 0x2029 ||
		c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || unicode.Is(unicode.Variation_Selector, c)
}

func hasDigit(s string) bool { return digits(s) > 0 }

func digits(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// looksChosen tells a password from the name of a field or a path.
func looksChosen(s string) bool {
	letters := strings.ContainsFunc(s, unicode.IsLetter)
	return letters && hasDigit(s) && !strings.ContainsAny(s, "/.") || entropy(s) > 3.6 && hasDigit(s)
}

// entropy is that of the characters, in bits each.
func entropy(s string) float64 {
	n := map[rune]float64{}
	for _, c := range s {
		n[c]++
	}
	e := 0.0
	for _, c := range slices.Sorted(maps.Keys(n)) {
		p := n[c] / float64(len(s))
		e -= p * math.Log2(p)
	}
	return e
}
