package clidoc

import (
	"strings"

	"go.yaml.in/yaml/v2"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

type yamlOption struct {
	Name         string
	Shorthand    string `yaml:",omitempty"`
	DefaultValue string `yaml:"default_value,omitempty"`
	Usage        string `yaml:",omitempty"`
}

type yamlCommand struct {
	Name             string
	Synopsis         string       `yaml:",omitempty"`
	Description      string       `yaml:",omitempty"`
	Options          []yamlOption `yaml:",omitempty"`
	InheritedOptions []yamlOption `yaml:"inherited_options,omitempty"`
	Example          string       `yaml:",omitempty"`
	SeeAlso          []string     `yaml:"see_also,omitempty"`
}

// GenYAML prints a program as Kubernetes' genyaml does: the root and its
// children, and nothing below.
func GenYAML(p *commands.Program, profile Profile) ([]render.File, error) {
	if p.Root == nil {
		return nil, nil
	}
	var out []render.File
	for _, c := range append([]*commands.Command{p.Root}, p.Root.Commands...) {
		v := p.Merge(c, profile.Rules)
		doc := yamlCommand{
			Name: c.Name(), Synopsis: asBlock(c.Short), Description: asBlock(c.Long),
			Options: yamlOptions(v.Local), InheritedOptions: yamlOptions(v.Inherited), Example: c.Example,
		}
		if c.Parent != nil {
			doc.SeeAlso = append(doc.SeeAlso, c.Parent.Name())
		}
		for _, child := range c.Commands {
			doc.SeeAlso = append(doc.SeeAlso, child.Name())
		}
		text, err := yaml.Marshal(doc)
		if err != nil {
			return nil, err
		}
		out = append(out, render.File{Path: fileName(c.Path, "_", ".yaml"), Data: text})
	}
	return out, nil
}

func yamlOptions(flags []*commands.Flag) []yamlOption {
	var out []yamlOption
	for _, f := range flags {
		o := yamlOption{Name: f.Name, Shorthand: liveShorthand(f), DefaultValue: f.Default, Usage: asBlock(f.Usage)}
		if o.Shorthand == "" {
			o.DefaultValue = asBlock(f.Default)
		}
		out = append(out, o)
	}
	return out
}

// asBlock ends long text with a line break, which makes the YAML library print
// it as a block.
func asBlock(s string) string {
	if len(s) > 60 && !strings.Contains(s, "\n") {
		return s + "\n"
	}
	return s
}
