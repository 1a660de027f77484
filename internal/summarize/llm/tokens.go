package llm

import (
	"math"
	"sync"
	"unicode"
	"unicode/utf8"
)

// What a token holds at least, measured on Kubernetes 1.28 with the tokenizers
// of current models: 3.74 to 4.19 bytes of Go, 1.88 to 1.98 runes of Chinese.
const (
	bytesPerToken = 3.7
	runesPerToken = 1.8
)

// spread is how much denser than the average of a tree one text of it can be:
// short names and much punctuation.
const spread = 1.2

// messageTokens is more than what any endpoint adds to a message for its role.
const messageTokens = 8

// Tokens returns how many tokens a text has at most, as an estimate that needs
// no tokenizer.
func Tokens(text string) int {
	ascii, han, other := 0, 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			ascii++
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || '\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef':
			han++
		default:
			other++
		}
	}
	return int(math.Ceil(spread * (float64(ascii)/bytesPerToken + float64(han)/runesPerToken + float64(other))))
}

// Estimate returns how many tokens a request sends at most.
func Estimate(r Request) int {
	n := Tokens(r.System) + Tokens(r.User) + 2*messageTokens
	for _, t := range r.Earlier {
		n += Tokens(t.Answer) + Tokens(t.Said) + 2*messageTokens
	}
	if len(r.Schema) > 0 {
		n += Tokens(string(r.Schema)) + Tokens(announced)
	}
	return n
}

// An estimator learns from replies how far the estimate falls short of a model's
// own count. It never goes below the plain estimate: what is too much is given
// back when the reply is there.
type estimator struct {
	mu     sync.Mutex
	factor float64 // 0 before the first reply
}

// margin is what is added to a factor that was learned, since the next text may
// be denser than any before.
const margin = 1.1

func (e *estimator) of(r Request) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return int(math.Ceil(float64(Estimate(r)) * max(1, e.factor)))
}

func (e *estimator) learn(r Request, actual int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if ratio := float64(actual) / float64(Estimate(r)); ratio*margin > 1 {
		e.factor = max(e.factor, ratio*margin)
	}
}
