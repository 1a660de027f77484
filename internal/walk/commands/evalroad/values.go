package evalroad

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// What words a flag accepts is found out by asking its value: a value that turns
// nonsense away is offered the words that its usage, the error and the constants
// of its package suggest. Each attempt is undone.

// openTypes are types of the libraries whose values are no list of words.
var openTypes = map[string]bool{
	"bool": true, "boolfunc": true, "count": true, "duration": true, "string": true, "ip": true, "ipMask": true, "ipNet": true, "bytesHex": true,
	"int": true, "int8": true, "int16": true, "int32": true, "int64": true, "uint": true, "uint8": true, "uint16": true, "uint32": true, "uint64": true,
	"float32": true, "float64": true, "bytesBase64": true, "time": true,
}

var word = regexp.MustCompile(`[A-Za-z]([A-Za-z0-9_.+-]*[A-Za-z0-9_+-])?`)

const (
	nonsense      = "kdoc-nonsense"
	maxCandidates = 80
	attemptSteps  = 3000
)

// accepted lists the words that a flag's value accepts, sorted; nil if they are
// no closed list or not known.
func (r *reader) accepted(f *commands.Flag, value eval.Value) []string {
	if f.Bool || openTypes[f.Type] && strings.HasPrefix(strings.TrimPrefix(f.GoType, "*"), commands.PflagModule+".") || strings.HasPrefix(f.GoType, "*flag.") {
		return nil
	}
	refusal, known := r.attempt(value, nonsense)
	if !known || refusal == "" {
		return nil
	}
	for _, open := range []string{"7", "1.2.3.4", "a=b"} { // numbers, addresses, pairs
		if why, known := r.attempt(value, open); !known || why == "" {
			return nil
		}
	}
	var candidates []string
	add := func(list ...string) {
		for _, w := range list {
			if w != nonsense && !slices.Contains(candidates, w) && len(candidates) < maxCandidates {
				candidates = append(candidates, w)
			}
		}
	}
	add(f.Offered...)
	offered := len(candidates)
	add(f.Default)
	add(word.FindAllString(refusal, -1)...)
	add(word.FindAllString(f.Usage, -1)...)
	pkg := strings.TrimPrefix(f.GoType, "*")
	if i := strings.LastIndex(pkg, "."); i > strings.LastIndex(pkg, "/") {
		add(r.in.Constants(pkg[:i])...)
	}
	var out []string
	for i, c := range candidates {
		if c == "" || i >= offered && word.FindString(c) != c {
			continue
		}
		why, known := r.attempt(value, c)
		if !known {
			return nil
		}
		if why == "" {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) < 2 {
		return nil
	}
	return out
}

// attempt sets a value and takes it back. It returns why it was turned away, ""
// if it was not; the second result is false if that is not known.
func (r *reader) attempt(value eval.Value, text string) (why string, known bool) {
	ok := r.in.Undone(attemptSteps, func() {
		err, has := r.in.Method(value, "Set", text)
		switch err.(type) {
		case nil:
			known = has
			return
		case *eval.Unknown:
			return
		}
		msg, has := r.in.Method(err, "Error")
		if why, known = msg.(string); !has || why == "" {
			why = "turned away"
		}
		known = true
	})
	return why, known && ok
}

// offered lists what the completion of a flag's values offers without asking
// anyone: a list that is all there is.
func (r *reader) offered(fn, cmd eval.Value) []string {
	const noFiles = 4 // cobra.ShellCompDirectiveNoFileComp
	var out []string
	r.in.Undone(attemptSteps, func() {
		v, err := r.in.Apply(fn, cmd, nil, "")
		parts := eval.Results(v)
		if err != nil || len(parts) != 2 {
			return
		}
		if directive, ok := parts[1].(int64); !ok || directive&noFiles == 0 {
			return
		}
		for _, e := range eval.Elements(parts[0]) {
			s, ok := e.(string)
			if !ok {
				out = nil
				return
			}
			s, _, _ = strings.Cut(s, "\t")
			out = append(out, s)
		}
	})
	slices.Sort(out)
	if out = slices.Compact(out); len(out) < 2 {
		return nil
	}
	return out
}
