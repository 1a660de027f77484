// Package baseline reads and writes lists of accepted diagnostics, and reads
// the lists of exceptions that other tools keep.
//
// A baseline is text, one entry a line, so that versions merge and compare well:
//
//	kdoc baseline 1
//	# KA101 field-doc-missing
//	KA101 example.dev/shop/api/v1.Order.Total
//	KA101 example.dev/shop/api/v1.Order.Total #2
//
// An entry is a rule, by id or slug, and the symbol of a diagnostic; #2 is the
// second diagnostic of the rule on that symbol, counted by place. Symbols that
// cannot be written plainly are quoted as in Go. Empty lines, and lines that
// start with #, say nothing.
package baseline

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Head is the first line of every baseline.
const Head = "kdoc baseline 1"

// maxNth bounds how many diagnostics of one rule a symbol may have: more is a
// mistake.
const maxNth = 1_000_000

var nthRE = regexp.MustCompile(` #([0-9]+)$`)

// Parse reads a baseline. The name is used in errors only.
func Parse(name string, src []byte) ([]checks.Accepted, error) {
	var out []checks.Accepted
	headed := false
	off, line := 0, 0
	for raw := range bytes.Lines(src) {
		line++
		start := off
		off += len(raw)
		text := strings.TrimRight(string(raw), " \t\r\n")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if !headed {
			if text != Head {
				return nil, fmt.Errorf("%s:%d: not a baseline: it does not start with %q; `kdoc baseline write` makes one", name, line, Head)
			}
			headed = true
			continue
		}
		e, err := parseEntry(text)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		e.Pos, e.Start, e.End = walk.Pos{Line: line, Col: 1}, start, off
		out = append(out, e)
	}
	if !headed {
		return nil, fmt.Errorf("%s: not a baseline: it is empty; `kdoc baseline write` makes one", name)
	}
	return out, nil
}

func parseEntry(text string) (e checks.Accepted, err error) {
	rule, symbol, ok := strings.Cut(text, " ")
	if !ok || rule == "" {
		return e, fmt.Errorf("the entry %q has no symbol: write the rule, a blank and the symbol", clip(text))
	}
	e = checks.Accepted{Rule: rule, Nth: 1}
	if m := nthRE.FindStringSubmatchIndex(symbol); m != nil {
		if e.Nth, err = strconv.Atoi(symbol[m[2]:m[3]]); err != nil || e.Nth < 1 || e.Nth > maxNth {
			return e, fmt.Errorf("the number in %q is out of range: count from 1", clip(text))
		}
		symbol = symbol[:m[0]]
	}
	e.Symbol = symbol
	if strings.HasPrefix(symbol, `"`) {
		if e.Symbol, err = strconv.Unquote(symbol); err != nil {
			return e, fmt.Errorf("the symbol %s is not quoted as in Go", clip(symbol))
		}
	}
	if e.Symbol == "" {
		return e, fmt.Errorf("the entry %q has no symbol: write the rule, a blank and the symbol", clip(text))
	}
	return e, nil
}

// clip shortens what is quoted in an error.
func clip(s string) string {
	if len(s) <= 120 {
		return s
	}
	return strings.ToValidUTF8(s[:120], "") + "…"
}

// Format writes a baseline: the same entries give the same bytes, in whatever
// order they come. Known are the checks whose names explain the ids.
func Format(entries []checks.Accepted, known []*checks.Check) []byte {
	entries = slices.Clone(entries)
	for i, e := range entries {
		if c := checks.Find(known, e.Rule); c != nil {
			entries[i].Rule = c.ID
		}
	}
	slices.SortFunc(entries, func(a, b checks.Accepted) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Symbol, b.Symbol), cmp.Compare(a.Nth, b.Nth))
	})
	entries = slices.CompactFunc(entries, func(a, b checks.Accepted) bool {
		return a.Rule == b.Rule && a.Symbol == b.Symbol && a.Nth == b.Nth
	})
	var b bytes.Buffer
	b.WriteString(Head + "\n")
	last := ""
	for _, e := range entries {
		if e.Rule != last {
			last = e.Rule
			b.WriteString("\n# " + e.Rule)
			if c := checks.Find(known, e.Rule); c != nil {
				b.WriteString(" " + c.Slug)
			}
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s %s", e.Rule, quote(e.Symbol))
		if e.Nth > 1 {
			fmt.Fprintf(&b, " #%d", e.Nth)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// quote quotes a symbol if it could not be read back otherwise.
func quote(symbol string) string {
	plain := symbol != "" && utf8.ValidString(symbol) && strings.TrimSpace(symbol) == symbol &&
		symbol[0] != '"' && !nthRE.MatchString(" "+symbol) &&
		!strings.ContainsFunc(symbol, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) || r == '\ufeff' })
	if plain {
		return symbol
	}
	return strconv.Quote(symbol)
}

// Entries returns the entries that accept diagnostics.
func Entries(ds []checks.Keyed) []checks.Accepted {
	var out []checks.Accepted
	for _, d := range ds {
		switch d.Check {
		case checks.IgnoreUnused, checks.IgnoreMalformed, checks.BaselineStale:
			continue // what these ask for costs a line
		}
		out = append(out, checks.Accepted{Rule: d.Check.ID, Symbol: d.Symbol, Nth: d.Nth})
	}
	return out
}
