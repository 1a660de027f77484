package clidoc

import (
	"strings"

	"go.yaml.in/yaml/v2"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// commandYAML is a command for other tools, under keys that upstream's YAML has
// where it has them.
type commandYAML struct {
	Name        string       `yaml:"name"`
	Path        string       `yaml:"path"`
	Usage       string       `yaml:"usage,omitempty"`
	Synopsis    string       `yaml:"synopsis,omitempty"`
	Description string       `yaml:"description,omitempty"`
	Aliases     []string     `yaml:"aliases,omitempty"`
	Deprecated  string       `yaml:"deprecated,omitempty"`
	Hidden      bool         `yaml:"hidden,omitempty"`
	Source      string       `yaml:"source,omitempty"`
	Options     []optionYAML `yaml:"options,omitempty"`
	Inherited   []optionYAML `yaml:"inherited_options,omitempty"`
	Example     string       `yaml:"example,omitempty"`
	SeeAlso     []string     `yaml:"see_also,omitempty"`
}

type optionYAML struct {
	Name       string   `yaml:"name"`
	Shorthand  string   `yaml:"shorthand,omitempty"`
	Type       string   `yaml:"type,omitempty"`
	Default    string   `yaml:"default_value,omitempty"`
	NoValue    string   `yaml:"without_value,omitempty"`
	Values     []string `yaml:"values,omitempty"`
	Usage      string   `yaml:"usage,omitempty"`
	Required   bool     `yaml:"required,omitempty"`
	Deprecated string   `yaml:"deprecated,omitempty"`
	Hidden     bool     `yaml:"hidden,omitempty"`
	Source     string   `yaml:"source,omitempty"`
}

// YAML prints one file per command, of all levels.
func YAML(p *commands.Program, opts Options) ([]render.File, error) {
	l := &layout{program: p, Options: opts}
	var out []render.File
	for _, c := range p.Commands() {
		if !l.covers(c) {
			continue
		}
		v := p.Merge(c, commands.RulesOf(p.Version(cobraModule))).AddHelp()
		doc := commandYAML{
			Name: c.Name(), Path: c.Path, Synopsis: clean(c.Short), Description: clean(c.Long), Aliases: c.Aliases,
			Deprecated: c.Deprecated, Hidden: c.Hidden, Source: source(c.Pos), Example: clean(unindent(c.Example)),
			Options: l.optionsYAML(append(append([]*commands.Flag(nil), v.Local...), v.Private...)), Inherited: l.optionsYAML(v.Inherited),
		}
		if c.Runnable {
			doc.Usage = v.UseLine()
		}
		if c.Parent != nil {
			doc.SeeAlso = append(doc.SeeAlso, c.Parent.Path)
		}
		for _, child := range c.Commands {
			if l.covers(child) {
				doc.SeeAlso = append(doc.SeeAlso, child.Path)
			}
		}
		text, err := yaml.Marshal(doc)
		if err != nil {
			return nil, err
		}
		out = append(out, render.File{Path: joinPath(opts.Dir, fileName(c.Path, "-", ".yaml")), Data: text})
	}
	return out, nil
}

func (l *layout) optionsYAML(flags []*commands.Flag) []optionYAML {
	var out []optionYAML
	for _, f := range flags {
		if f.Deprecated != "" && !l.Deprecated || f.Deprecated == "" && f.Hidden && !l.Hidden {
			continue
		}
		word, usage := Profile{}.valueWord(f)
		o := optionYAML{
			Name: f.Name, Shorthand: liveShorthand(f), Type: word, Values: f.Values, Usage: clean(usage), Required: f.Required,
			Deprecated: f.Deprecated, Hidden: f.Hidden && f.Deprecated == "", Source: source(f.Pos),
		}
		if !(Profile{}).zero(f) {
			o.Default = f.Default
		}
		if !f.Bool {
			o.NoValue = f.NoOptDefault
		}
		out = append(out, o)
	}
	return out
}

// clean drops blanks at the ends of lines, which nobody sees and which would keep
// the library from printing text as a block.
func clean(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func source(pos commands.Position) string {
	ref := place(pos)
	if ref.IsZero() {
		return ""
	}
	return fmtLine(ref.File, ref.Line)
}
