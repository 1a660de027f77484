package evalroad

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// A library is a library of commands other than cobra: which of its functions take
// the command line over, and how the tree is read out of what they are called on.
// What its packages do is evaluated from their source, like the rest of the program.
type library struct {
	name string // as commands.Program.Library has it
	// packages are the import paths of its versions.
	packages []string
	// methods are those that take over, "Type.Method".
	methods []string
	// read makes the root command of the receiver of such a method.
	read func(r *reader, root eval.Value) *commands.Command
}

var libraries = []library{kingpin, urfave, ffcli, kong}

// stops are the functions of all libraries at which evaluation ends, by full name, with the name of
// the library.
func stops() map[string]string {
	out := map[string]string{}
	for _, l := range libraries {
		for _, pkg := range l.packages {
			for _, m := range l.methods {
				recv, name, _ := strings.Cut(m, ".")
				out["(*"+pkg+"."+recv+")."+name] = l.name
			}
		}
	}
	return out
}

// byLibrary makes the tree of a program that a library took over.
func (r *reader) byLibrary(stop *eval.Stop) {
	p := r.prog
	if u, ok := stop.Cmd.(*eval.Unknown); ok || stop.Cmd == nil {
		p.Unknown = append(p.Unknown, r.lost(u))
		return
	}
	for _, l := range libraries {
		if l.name == stop.Library {
			p.Library = l.name
			p.Root = l.read(r, stop.Cmd)
		}
	}
}

// inside follows the names of fields, such as those of embedded structs.
func inside(v eval.Value, fields ...string) eval.Value {
	for _, name := range fields {
		if u, ok := v.(*eval.Unknown); ok {
			return u
		}
		v, _ = eval.Field(v, name)
		v = eval.Inside(v)
	}
	return v
}

// list returns the elements of a list; one that is not known leaves its mark.
func (r *reader) list(v eval.Value, unknown *[]commands.Unknown) []eval.Value {
	if u, ok := v.(*eval.Unknown); ok {
		*unknown = append(*unknown, r.unknown("", u))
		return nil
	}
	return eval.Elements(v)
}

// defaultText is a default in words: of a list, its elements.
func (r *reader) defaultText(v eval.Value, unknown *[]commands.Unknown) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case bool:
		return strconv.FormatBool(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case uint64:
		return strconv.FormatUint(x, 10)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case *eval.Unknown:
		*unknown = append(*unknown, r.unknown("default", x))
		return commands.UnknownText
	}
	var out []string
	for i, e := range eval.Elements(v) {
		out = append(out, r.textOf(e, fmt.Sprintf("default.%d", i), unknown))
	}
	return strings.Join(out, ",")
}

// letter is a shorthand kept as a rune.
func (r *reader) letter(v eval.Value, unknown *[]commands.Unknown) string {
	switch c := v.(type) {
	case int64:
		if c != 0 {
			return string(rune(c))
		}
	case *eval.Unknown:
		*unknown = append(*unknown, r.unknown("shorthand", c))
	}
	return ""
}

// environment notes from which variables a flag is set.
func environment(f *commands.Flag, names []string) {
	if len(names) == 0 {
		return
	}
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations["environment"] = names
}
