// Package config reads .kdoc.yaml and works out which checks run, how, and who
// said so.
//
// Parse is strict: a key or a rule kdoc does not know, or a value of the wrong
// type, is an error that shows the line and, where it can, the name that was
// meant. Nothing here touches the disk; where the file lies is the command's
// business.
package config

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// Name is the base name of the configuration file.
const Name = ".kdoc.yaml"

// Version is the only version of the format there is.
const Version = 1

// Config is a parsed configuration file. The zero value is an empty one.
type Config struct {
	file string
	src  []byte
	raw  rawConfig
	// options holds the settings that were given, decoded over the defaults.
	options map[*checks.Check]any
}

// rawConfig is the file as written. Its tags are also what the schema and the
// strict reader go by.
type rawConfig struct {
	Version   Number          `yaml:"version" jsonschema:"required,enum=1" jsonschema_description:"Version of this format."`
	Checks    rawChecks       `yaml:"checks" jsonschema_description:"Which checks run, and how."`
	Paths     rawPaths        `yaml:"paths" jsonschema_description:"Files diagnostics are reported for. Globs are relative to the root of the tree."`
	Settings  byName[rawNode] `yaml:"settings" jsonschema_description:"Settings of single checks, by slug."`
	FailOn    Text            `yaml:"fail-on" jsonschema:"enum=info,enum=warning,enum=error,enum=never,default=error" jsonschema_description:"Mildest severity that makes kdoc check exit with 1."`
	Platforms []Text          `yaml:"platforms" jsonschema_description:"Pairs os/arch to check for; all for the union of all. Empty is the platform kdoc runs on."`
	Tags      []Text          `yaml:"tags" jsonschema_description:"Build tags that are set."`
	Baseline  Text            `yaml:"baseline" jsonschema_description:"Baseline of accepted diagnostics (see kdoc baseline). The path is relative to this file."`
	SourceURL Text            `yaml:"source-url" jsonschema_description:"Template of links into the source, as in https://example.org/tree/{rev}/{path}#L{line}. With {rev} it is for trees read from a revision (DIR@REV)."`
	API       []rawAPI        `yaml:"api-packages" jsonschema_description:"What the API packages are, where their source does not tell. The first entry that matches a directory counts."`
	Tasks     []rawTask       `yaml:"api-tasks" jsonschema_description:"What users of the APIs want to do, and the kinds for it. The reference has a page of them."`
	Prices    []rawPrice      `yaml:"llm-prices" jsonschema_description:"What language models cost, in any one currency, for --dry-run, --max-cost and the foot of pages."`
}

type rawChecks struct {
	Default  Text             `yaml:"default" jsonschema:"enum=standard,enum=all,enum=none,default=standard" jsonschema_description:"The checks to start from: those on by default, all, or none."`
	Enable   []Text           `yaml:"enable" jsonschema_description:"Checks to add: ids, slugs, or globs of either. A name beats a glob."`
	Disable  []Text           `yaml:"disable" jsonschema_description:"Checks to leave out: ids, slugs, or globs of either. Beats enable."`
	Severity byName[Text]     `yaml:"severity" jsonschema_description:"Severity by id, slug or glob."`
	Paths    byName[rawPaths] `yaml:"paths" jsonschema_description:"Files a check reports on, by id, slug or glob."`
}

type rawPaths struct {
	Include []Text `yaml:"include" jsonschema_description:"Report only on what matches one of these globs. A directory stands for all below it."`
	Exclude []Text `yaml:"exclude" jsonschema_description:"Never report on what matches one of these globs. Beats include."`
}

// Text is a string of the file and the line it stands on.
type Text struct {
	S  string
	at place
}

// UnmarshalYAML keeps the node's place.
func (t *Text) UnmarshalYAML(node ast.Node) error {
	t.at = placeOf(node)
	return yaml.NodeToValue(node, &t.S)
}

// Number is a whole number of the file and the line it stands on.
type Number struct {
	N  int
	at place
}

// UnmarshalYAML keeps the node's place.
func (n *Number) UnmarshalYAML(node ast.Node) error {
	n.at = placeOf(node)
	return yaml.NodeToValue(node, &n.N)
}

// byName is a mapping whose keys are names of checks, in file order.
type byName[V any] []named[V]

type named[V any] struct {
	Name  Text
	Value V
}

// UnmarshalYAML keeps order and places.
func (m *byName[V]) UnmarshalYAML(node ast.Node) error {
	for _, kv := range mappingOf(node) {
		var n named[V]
		if err := n.Name.UnmarshalYAML(kv.Key); err != nil {
			return err
		}
		if err := yaml.NodeToValue(kv.Value, &n.Value); err != nil {
			return err
		}
		*m = append(*m, n)
	}
	return nil
}

// rawNode is a value whose type is not known until its key has been looked up.
type rawNode struct{ node ast.Node }

// UnmarshalYAML keeps the node.
func (r *rawNode) UnmarshalYAML(node ast.Node) error {
	r.node = node
	return nil
}

// Parse reads a configuration file. The file's name is used in errors only;
// known are the checks it may name. The error is of type Errors.
func Parse(file string, src []byte, known []*checks.Check) (*Config, error) {
	r := &reader{file: file, src: src, known: known}
	c := &Config{file: file, src: src, options: map[*checks.Check]any{}}
	if !looksLikeOne(src) {
		r.src = nil // errors quote the lines of a configuration, and nothing else
		r.add(place{line: 1, col: 1}, fmt.Sprintf("start the file with `version: %d`", Version), "not a configuration of kdoc: no line starts with one of its keys")
		return nil, r.sorted()
	}
	root := r.parse()
	if root != nil {
		r.strict(root, typeOf[rawConfig]())
	}
	if root != nil && len(r.errs) == 0 {
		r.decode(root, &c.raw)
	}
	if root != nil && len(r.errs) == 0 {
		r.validate(c)
	}
	if len(r.errs) > 0 {
		return nil, r.sorted()
	}
	return c, nil
}

// reader collects what is wrong with a file.
type reader struct {
	file  string
	src   []byte
	known []*checks.Check
	errs  Errors
}

// parse returns the document's root, or nil if the file is empty or broken.
func (r *reader) parse() (root ast.Node) {
	// The parser is not free of panics on hostile input; a configuration file
	// must never take the program down.
	defer func() {
		if p := recover(); p != nil {
			r.add(place{line: 1, col: 1}, "", "not understood as YAML: %v", p)
			root = nil
		}
	}()
	if line := checks.TooDeep(r.src); line > 0 {
		r.add(place{line: line, col: 1}, "", "nested too deep")
		return nil
	}
	file, err := parser.ParseBytes(r.src, 0)
	if err != nil {
		r.addYAML(err)
		return nil
	}
	for i, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.NullType || doc.Body.Type() == ast.CommentType {
			continue
		}
		if root != nil {
			r.add(placeOf(file.Docs[i].Body), "put everything into the first", "a second YAML document")
			return nil
		}
		root = doc.Body
	}
	return root
}

func (r *reader) decode(node ast.Node, into any) {
	defer func() {
		if p := recover(); p != nil {
			r.add(placeOf(node), "", "not understood as YAML: %v", p)
		}
	}()
	if err := yaml.NodeToValue(node, into, yaml.Strict()); err != nil {
		r.addYAML(err)
	}
}

// addYAML adds an error of the YAML library.
func (r *reader) addYAML(err error) {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil || ye.GetToken().Position == nil {
		msg, _, _ := strings.Cut(err.Error(), "\n")
		r.add(place{line: 1, col: 1}, "", "%s", msg)
		return
	}
	tk := ye.GetToken()
	r.add(place{tk.Position.Line, tk.Position.Column, max(1, len([]rune(strings.TrimSpace(tk.Value))))}, "", "%s", ye.GetMessage())
}

// validate checks what the types alone do not say.
func (r *reader) validate(c *Config) {
	raw := &c.raw
	if v := raw.Version; v.at.line == 0 {
		r.add(place{line: 1, col: 1}, fmt.Sprintf("start the file with `version: %d`", Version), "the configuration does not say its version")
	} else if v.N != Version {
		r.add(v.at, fmt.Sprintf("this kdoc reads version %d", Version), "unknown version %d", v.N)
	}
	r.oneOf("default", raw.Checks.Default, "standard", "all", "none")
	r.oneOf("fail-on", raw.FailOn, FailLevels...)
	if raw.Baseline.at.line > 0 && raw.Baseline.S == "" {
		r.add(raw.Baseline.at, "name a file, or remove the key", "no baseline is named")
	}
	for _, p := range raw.API {
		r.apiPackages(p)
	}
	r.tasks(raw.Tasks)
	r.prices(raw.Prices)
	for _, names := range [][]Text{raw.Checks.Enable, raw.Checks.Disable} {
		for _, n := range names {
			r.rule(n)
		}
	}
	for _, s := range raw.Checks.Severity {
		r.rule(s.Name)
		r.oneOf("severity", s.Value, "info", "warning", "error")
	}
	r.globs(raw.Paths)
	for _, p := range raw.Checks.Paths {
		r.rule(p.Name)
		r.globs(p.Value)
	}
	for _, s := range raw.Settings {
		r.settings(c, s)
	}
}

func (r *reader) oneOf(what string, t Text, valid ...string) {
	if t.at.line == 0 || slices.Contains(valid, t.S) {
		return
	}
	hint := "use " + orList(valid)
	if s := checks.Suggest(t.S, valid); s != "" {
		hint = fmt.Sprintf("did you mean %q? valid are %s", s, orList(valid))
	}
	r.add(t.at, hint, "unknown %s %q", what, t.S)
}

func (r *reader) rule(t Text) {
	if _, err := Match(r.known, t.S); err != nil {
		r.add(t.at, "", "%v", err)
	}
}

func (r *reader) globs(p rawPaths) {
	for _, t := range slices.Concat(p.Include, p.Exclude) {
		if !doublestar.ValidatePattern(t.S) || t.S == "" {
			r.add(t.at, "globs know *, **, ?, [a-z] and {a,b}", "malformed glob %q", t.S)
		} else if strings.HasPrefix(t.S, "/") || strings.HasPrefix(t.S, "..") {
			r.add(t.at, "globs are relative to the root of the tree", "the glob %q leads out of the tree", t.S)
		}
	}
}

// settings decodes the settings of one check over its defaults.
func (r *reader) settings(c *Config, s named[rawNode]) {
	check := checks.Find(r.known, s.Name.S)
	if check == nil {
		r.add(s.Name.at, "", "%v", unknownRule(r.known, s.Name.S))
		return
	}
	if check.Options == nil {
		r.add(s.Name.at, "remove them", "%s has no settings", check.Slug)
		return
	}
	if c.options[check] != nil {
		r.add(s.Name.at, "put them into one place", "settings of %s are given twice", check.Slug)
		return
	}
	if s.Value.node == nil || s.Value.node.Type() == ast.NullType {
		return
	}
	opts := check.Options()
	before := len(r.errs)
	r.strict(s.Value.node, elemOf(opts))
	if len(r.errs) == before {
		r.decode(s.Value.node, opts)
	}
	if v, ok := opts.(interface{ Validate() error }); ok && len(r.errs) == before {
		if err := v.Validate(); err != nil {
			r.add(s.Name.at, "", "settings of %s: %v", check.Slug, err)
		}
	}
	c.options[check] = opts
}

// place is where something stands; columns count runes, as the YAML parser
// does.
type place struct{ line, col, width int }

func placeOf(node ast.Node) place {
	if node == nil || node.GetToken() == nil || node.GetToken().Position == nil {
		return place{line: 1, col: 1}
	}
	tk := node.GetToken()
	if kv, ok := node.(*ast.MappingValueNode); ok {
		return placeOf(kv.Key)
	}
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return placeOf(m.Values[0])
	}
	pos := tk.Position
	return place{pos.Line, pos.Column, min(max(1, len([]rune(strings.TrimSpace(tk.Origin)))), math.MaxInt16)}
}
