package baseline

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// golangci is what of a configuration of golangci-lint matters here, in the
// keys of both its versions.
type golangci struct {
	Issues struct {
		ExcludeRules []exclusion `yaml:"exclude-rules"`
	} `yaml:"issues"`
	Linters struct {
		Enable   []string `yaml:"enable"`
		Settings struct {
			Custom map[string]any `yaml:"custom"`
		} `yaml:"settings"`
		Exclusions struct {
			Rules []exclusion `yaml:"rules"`
		} `yaml:"exclusions"`
	} `yaml:"linters"`
	LintersSettings struct {
		Custom map[string]any `yaml:"custom"`
	} `yaml:"linters-settings"`
}

// An exclusion leaves out what linters say in some files in some words.
type exclusion struct {
	Linters    []string `yaml:"linters"`
	Path       string   `yaml:"path"`
	PathExcept string   `yaml:"path-except"`
	Text       string   `yaml:"text"`
	Source     string   `yaml:"source"`

	line int
}

// UnmarshalYAML keeps the line.
func (e *exclusion) UnmarshalYAML(node ast.Node) error {
	type plain exclusion
	if err := yaml.NodeToValue(node, (*plain)(e)); err != nil {
		return err
	}
	e.line = 1
	if values := mapping(node); len(values) > 0 {
		e.line = values[0].Key.GetToken().Position.Line
	}
	return nil
}

func mapping(node ast.Node) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// ParseGolangci reads the exclusions of a configuration of golangci-lint that
// are about kube-api-linter, or a bare list of them such as templates of
// configurations include.
func ParseGolangci(file string, src []byte) (out []Exception, bad []Refusal) {
	rules, certain, err := decodeGolangci(src)
	if err != nil {
		msg, _, _ := strings.Cut(err.Error(), "\n")
		return nil, []Refusal{{file, 1, "not understood: " + msg}}
	}
	for _, r := range rules {
		r.line = max(r.line, 1) // of an empty one nobody kept it
		named := slices.ContainsFunc(r.Linters, lintRE.MatchString)
		if len(r.Linters) > 0 && !named || len(r.Linters) == 0 && !certain {
			continue
		}
		ids := rulesOf(r.Text)
		if len(ids) == 0 && !named && r.Text != "" {
			continue // about another linter's messages
		}
		e, err := r.exception(file, ids)
		if err != nil {
			bad = append(bad, Refusal{file, r.line, err.Error()})
			continue
		}
		e.Certain = named || len(ids) > 0
		out = append(out, e)
	}
	return out, bad
}

// decodeGolangci returns the exclusions, and whether those that name no linter
// can be about kube-api-linter at all.
func decodeGolangci(src []byte) (rules []exclusion, certain bool, err error) {
	defer func() {
		if p := recover(); p != nil { // the parser is not free of panics
			err = fmt.Errorf("%v", p)
		}
	}()
	if line := checks.TooDeep(src); line > 0 {
		return nil, false, fmt.Errorf("line %d nests too deep", line)
	}
	f, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, false, yamlError(err)
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return nil, false, nil
	}
	if _, ok := f.Docs[0].Body.(*ast.SequenceNode); ok {
		err = yaml.NodeToValue(f.Docs[0].Body, &rules)
		return rules, true, yamlError(err)
	}
	var conf golangci
	if err := yaml.NodeToValue(f.Docs[0].Body, &conf); err != nil {
		return nil, false, yamlError(err)
	}
	certain = slices.ContainsFunc(conf.Linters.Enable, lintRE.MatchString)
	for _, custom := range []map[string]any{conf.Linters.Settings.Custom, conf.LintersSettings.Custom} {
		for name := range custom {
			certain = certain || lintRE.MatchString(name)
		}
	}
	return slices.Concat(conf.Issues.ExcludeRules, conf.Linters.Exclusions.Rules), certain, nil
}

func yamlError(err error) error {
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil && ye.GetToken().Position != nil {
		return fmt.Errorf("line %d: %s", ye.GetToken().Position.Line, ye.GetMessage())
	}
	return err
}

// exception turns an exclusion into one: a diagnostic is excluded if its rule
// is among those the text is about, its type and field are those the text
// names, and its file is one the paths name.
func (r exclusion) exception(file string, ids []string) (e Exception, err error) {
	in, err := regexp.Compile(r.Path)
	if err != nil {
		return e, fmt.Errorf("the path %q is no regular expression", clip(r.Path))
	}
	notIn, err := regexp.Compile(r.PathExcept)
	if err != nil {
		return e, fmt.Errorf("the path-except %q is no regular expression", clip(r.PathExcept))
	}
	if r.Source != "" {
		return e, errors.New("exclusions by source are not read: name the field in `text`")
	}
	about := subjectPattern(r.Text)
	blanket := r.Text == "" || strings.Trim(r.Text, "^.*$+") == ""
	if len(ids) == 0 && !blanket {
		return e, fmt.Errorf("the text %q is none of the messages kdoc knows", clip(r.Text))
	}
	e = Exception{Path: path.Clean(file), Line: r.line, Text: clip(strings.TrimSpace(r.Text + " in " + r.Path))}
	e.match = func(d checks.Diagnostic, s subject) bool {
		switch {
		case blanket && !linterRule(d.Check.ID), !blanket && !slices.Contains(ids, d.Check.ID):
			return false
		case !in.MatchString(d.Path), r.PathExcept != "" && notIn.MatchString(d.Path):
			return false
		}
		return about == nil || s.typ != "" && about(s)
	}
	return e, nil
}
