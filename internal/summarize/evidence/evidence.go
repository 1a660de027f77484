// Package evidence is what a language model is shown of a walkthrough: its
// statements as cards, without secrets, cut to a size.
//
// A card is one statement of the whole plan of a target (summarize's full plan),
// worded as the page would word it, with the card that it stands under. It
// carries no places: code that moves gives the same evidence.
package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
)

// Options say how much is shown.
type Options struct {
	// Untrusted leaves out what authors of the source may have written for a
	// model to read: comments, and strings of more than a few words.
	Untrusted bool
	// Tokens is how many tokens the cards may take, roughly; 0 is DefaultTokens.
	Tokens int
}

// DefaultTokens is how much is shown of a target, roughly.
const DefaultTokens = 9000

// A Card is one statement.
type Card struct {
	ID string `json:"id"`
	// In is the card that this one stands under, "" if none.
	In string `json:"in,omitempty"`
	// Text is the statement.
	Text string `json:"text"`
	// Comment are the sentences of the comment that stands there.
	Comment []string `json:"comment,omitempty"`
}

// A Part is a function or literal with its cards.
type Part struct {
	ID   string `json:"part"`
	Name string `json:"name,omitempty"`
	// Starts is what sets the part's journey to work, of its first part.
	Starts string `json:"starts,omitempty"`
	Says   string `json:"says,omitempty"`
	Cards  []Card `json:"-"`
}

// A Bundle is what is sent about one target.
type Bundle struct {
	Target, Kind string
	Parts        []Part
	// Hash stands for all of it.
	Hash string
	// Dropped is how many cards there was no room for, Redacted counts the secrets
	// taken out, by kind.
	Dropped  int
	Redacted map[string]int
}

// Of makes the bundle of a walkthrough that was made with Options.Evidence; nil of
// any other.
func Of(w *summarize.Walkthrough, opts Options) *Bundle {
	if w.Full == nil {
		return nil
	}
	m := &maker{opts: opts, red: NewRedactor(), said: w.Statements(), room: opts.Tokens}
	if m.room <= 0 {
		m.room = DefaultTokens
	}
	// What is a secret by the name beside it is learned first, wherever it stands.
	for _, s := range m.said {
		m.red.Text(s.Plain())
	}
	m.red = m.red.with()
	b := &Bundle{Target: w.Target, Kind: w.Kind}
	for _, j := range w.Full.Journeys {
		for i, p := range j.Parts {
			part := m.part(w, p)
			if i == 0 {
				part.Starts = m.text(w.TriggerText(j))
			}
			b.add(part)
		}
	}
	for _, p := range w.Full.Startup {
		b.add(m.part(w, p))
	}
	b.Dropped, b.Redacted = m.dropped, m.red.Count()
	sum := sha256.Sum256(b.Wire())
	b.Hash = hex.EncodeToString(sum[:])
	return b
}

func (b *Bundle) add(p Part) {
	if len(p.Cards) > 0 {
		b.Parts = append(b.Parts, p)
	}
}

// Wire is the bundle as it is sent: a line of JSON for each part and card.
func (b *Bundle) Wire() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for i := range b.Parts {
		_ = enc.Encode(&b.Parts[i]) // of strings, into memory
		for _, c := range b.Parts[i].Cards {
			_ = enc.Encode(c)
		}
	}
	return out.Bytes()
}

type maker struct {
	opts    Options
	red     *Redactor
	said    map[string]summarize.Sentence
	room    int
	dropped int
}

func (m *maker) part(w *summarize.Walkthrough, p *plan.Part) Part {
	out := Part{ID: p.ID, Name: w.PartName(p)}
	if p.Func != nil && !m.opts.Untrusted {
		out.Says = m.text(wording.Sentences(p.Func.Doc, 40))
	}
	var enter func(items []*plan.Item, in string)
	enter = func(items []*plan.Item, in string) {
		for _, it := range items {
			c := m.card(it, in)
			if c.Text == "" { // it is part of the sentence that it stands under
				enter(it.Items, in)
				continue
			}
			if m.room -= len(c.Text)/4 + 12; m.room < 0 {
				m.dropped++
				continue
			}
			out.Cards = append(out.Cards, c)
			enter(it.Items, it.ID)
		}
	}
	enter(p.Items, "")
	return out
}

func (m *maker) card(it *plan.Item, in string) Card {
	s := m.said[it.ID]
	c := Card{ID: it.ID, In: in, Text: m.text(statement(&s))}
	if it.Note != nil && !m.opts.Untrusted {
		for _, x := range SentencesOf(it.Note.Text) {
			c.Comment = append(c.Comment, m.text(x))
		}
	}
	return c
}

// statement is a sentence without the comment quoted behind it.
func statement(s *summarize.Sentence) string {
	var b strings.Builder
	for i, p := range s.Parts {
		if p.Quote && i > 0 && strings.HasSuffix(strings.TrimRight(s.Parts[i-1].Text, " "), "“") && (i < 2 || strings.TrimSpace(s.Parts[i-2].Text) == "" || strings.HasSuffix(s.Parts[i-2].Text, ".")) {
			break
		}
		if p.Code {
			b.WriteString("`" + p.Text + "`")
		} else {
			b.WriteString(p.Text)
		}
	}
	return strings.TrimRight(b.String(), " “")
}

var longText = regexp.MustCompile(`"(?:[^"\\\n]|\\.){40,}"|“[^”]{40,}”`)

// text is a text that may leave the machine.
func (m *maker) text(s string) string {
	if m.opts.Untrusted {
		s = longText.ReplaceAllString(s, `"…"`)
	}
	return m.red.Text(s)
}

// SentencesOf splits a comment into whole sentences.
func SentencesOf(text string) (out []string) {
	rest := strings.Fields(text)
	for len(rest) > 0 {
		s := wording.Sentences(strings.Join(rest, " "), 1)
		out = append(out, s)
		rest = rest[len(strings.Fields(s)):]
	}
	return out
}
