package evidence

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// longString is how long a string may be that an untrusted source shows.
const longString = 40

// show prepares a card to leave the machine, or reports that nothing is left of
// it.
func (o Options) show(c Card, r *Redactor) (Card, bool) {
	if o.Untrusted {
		if c.CommentOnly() {
			return c, false
		}
		c.Quote = ""
		c.Relations = slices.DeleteFunc(slices.Clone(c.Relations), func(x Relation) bool { return x.R == Says })
	}
	c.Line = clipLine(r.Text(o.source(c.Line)))
	c.Quote = r.Text(c.Quote)
	c.Names = redactAll(c.Names, r)
	c.Literals = redactAll(c.Literals, r)
	relations := make([]Relation, len(c.Relations))
	for i, x := range c.Relations {
		relations[i] = Relation{r.Text(o.long(x.S)), x.R, r.Text(o.long(x.O))}
	}
	c.Relations = relations
	return c, true
}

// learn has r know the secrets of a record, by the names beside them.
func (rec *Record) learn(r *Redactor) {
	for _, p := range rec.Parts {
		for _, c := range p.Cards {
			r.Text(c.Line)
			r.Text(c.Quote)
			for _, x := range c.Relations {
				r.Text(x.S + " = " + x.O)
			}
		}
		for _, e := range p.Excerpts {
			r.Text(e.Text)
		}
	}
}

func redactAll(list []string, r *Redactor) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = r.Text(s)
	}
	return out
}

const maxLine = 200

func clipLine(s string) string {
	s = strings.TrimSpace(s)
	if c := []rune(s); len(c) > maxLine {
		return string(c[:maxLine]) + " …"
	}
	return s
}

var (
	lineComment  = regexp.MustCompile(`(?m)(^|\s)//.*$`)
	blockComment = regexp.MustCompile(`(?s)/\*.*?(\*/|\z)`)
	stringText   = regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)*\"|(?s:`[^`]*(?:`|\\z))")
)

// source is source text as the options allow it.
func (o Options) source(s string) string {
	if !o.Untrusted {
		return s
	}
	// Strings first: what looks like a comment may stand in one.
	s = o.long(s)
	s = lineComment.ReplaceAllString(blockComment.ReplaceAllString(s, ""), "$1")
	var kept []string
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, strings.TrimRight(line, " \t"))
		}
	}
	return strings.Join(kept, "\n")
}

// long takes long strings out of the text of an expression.
func (o Options) long(s string) string {
	if !o.Untrusted {
		return s
	}
	return stringText.ReplaceAllStringFunc(s, func(t string) string {
		if len(t) <= longString {
			return t
		}
		return `"…"`
	})
}

// marshal is json.Marshal that leaves <, > and & alone.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
