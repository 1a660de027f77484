package reflist

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A Flag is a flag of one command of one program.
type Flag struct {
	*commands.Flag
	// Command is what users type before it: "kubectl get". Page is where it is
	// explained.
	Command string
	Page    string
}

// FlagsOf returns the flags of a program by the command that declares them.
// page is the id of a command's page.
func FlagsOf(p *commands.Program, page func(*commands.Command) string) []Flag {
	var out []Flag
	seen := map[*commands.Flag]bool{}
	for _, c := range p.Commands() {
		sets := [][]*commands.Flag{c.Flags, c.Persistent, c.Private}
		if c == p.Root {
			sets = append(sets, p.Globals)
		}
		for _, f := range slices.Concat(sets...) {
			if !seen[f] && !f.Hidden {
				seen[f] = true
				out = append(out, Flag{f, c.Path, page(c)})
			}
		}
	}
	return out
}

// flags is the index of the flags of all programs: each name with the commands
// that have it, and what they say about it where they differ.
func (w *writer) flags() ([]*render.Page, string) {
	if len(w.Flags) == 0 {
		return nil, ""
	}
	p := w.page("flags", "Flags", "Every flag of every command", "")
	byName := map[string][]Flag{}
	var names []string
	for _, f := range w.Flags {
		if byName[f.Name] == nil {
			names = append(names, f.Name)
		}
		byName[f.Name] = append(byName[f.Name], f)
	}
	slices.Sort(names)
	var items []item
	for _, n := range names {
		items = append(items, flagItem(n, byName[n]))
	}
	return sections(p, "Flags", items), "which commands have it, and its default in each"
}

func flagItem(name string, of []Flag) item {
	slices.SortStableFunc(of, func(a, b Flag) int { return cmp.Compare(a.Command, b.Command) })
	it := item{Field: render.Field{ID: "--" + name, Name: "--" + name, Type: render.Words(of[0].Type)}}
	deprecated := true
	for _, f := range of {
		deprecated = deprecated && f.Deprecated != ""
	}
	if deprecated {
		it.Notes = append(it.Notes, "deprecated")
	}
	usage := strings.TrimSpace(strings.ReplaceAll(of[0].Usage, "`", ""))
	if usage != "" {
		it.Blocks = []render.Block{render.Paragraph{Text: render.Words(clip(usage))}}
	}
	// commands with one default are said together
	var defaults []string
	groups := map[string]render.Text{}
	for _, f := range of {
		d := f.Default
		if groups[d] == nil {
			defaults = append(defaults, d)
		} else {
			groups[d] = append(groups[d], render.Span{Text: ", "})
		}
		groups[d] = append(groups[d], render.Span{Text: f.Command, Style: render.Mono, To: render.Ref{Page: f.Page, Anchor: "--" + name}})
	}
	for _, d := range defaults {
		it.fact("Default "+quoted(d), groups[d])
	}
	return it
}

func quoted(d string) string {
	if d == "" {
		return "empty"
	}
	return clip(d)
}

// clip shortens what is said in full on the flag's own page.
func clip(s string) string {
	const most = 300
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}

// setters are the flags whose description names a gate as one of the features
// they switch: "APIListChunking=true|false".
func (w *writer) setters(gate string) render.Text {
	var out render.Text
	seen := map[string]bool{}
	for _, f := range w.Flags {
		if seen[f.Command] || !strings.Contains(f.Usage, gate+"=true|false") {
			continue
		}
		seen[f.Command] = true
		if len(out) > 0 {
			out = append(out, render.Span{Text: ", "})
		}
		out = append(out, render.Span{Text: f.Command + " --" + f.Name, Style: render.Mono, To: render.Ref{Page: f.Page, Anchor: "--" + f.Name}})
	}
	return out
}
