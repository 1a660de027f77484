package api

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Profile is a set of kinds of API packages. What is good for one kind is
// wrong for another, so every rule names those it is for.
type Profile uint8

const (
	// Upstream is what the scripts and generators of a tree like Kubernetes
	// judge by themselves.
	Upstream Profile = 1 << iota
	// Builtin types are validated by Go code of their server.
	Builtin
	// CRD types are validated by the schema generated from them.
	CRD
	// Config types are read from a component's configuration file.
	Config
)

// Profile returns the one kind of Builtin, CRD and Config that the user chose,
// or that the package looks like: markers of controller-tools make it CRD; types
// that end in Configuration and no object with metadata, Config.
func (p *Package) Profile() Profile {
	if p.chosen&^Upstream != 0 {
		return p.chosen
	}
	return p.profile
}

// Chosen returns the profile the user chose for the package; 0 if they did not.
func (p *Package) Chosen() Profile { return p.chosen }

// IsJudged reports whether rules about versioned types apply to the package: it
// is a version, not what a program converts versions to and from, or the user
// chose it.
func (p *Package) IsJudged() bool { return p.Version != "" || p.chosen != 0 }

func (p *Package) findProfile() Profile {
	for _, f := range p.Ref.Files {
		for _, m := range f.Header.Markers {
			if strings.HasPrefix(m, "+kubebuilder:") {
				return CRD
			}
		}
	}
	objects, configs := false, slices.Contains(strings.Split(path.Dir(p.Ref.Dir), "/"), "config") || strings.Contains(p.Group, ".config.")
	fields, marked := 0, 0
	for _, d := range p.Types {
		if slices.ContainsFunc(d.Marks, controllerMark) {
			return CRD
		}
		for _, m := range d.fields {
			objects = objects || m.Embedded && m.Name == "ObjectMeta"
			fields++
			if slices.ContainsFunc(m.Marks, controllerMark) {
				marked++
			}
		}
		configs = configs || d.IsKind() && strings.HasSuffix(d.Name, "Configuration")
	}
	switch {
	case marked*20 > fields: // built-in types have one here and there
		return CRD
	case configs && !objects:
		return Config
	}
	return Builtin
}

func controllerMark(m Mark) bool { return strings.HasPrefix(m.Name, "kubebuilder:") }

// A RuleException is a line of a list of known violations, as the generator of
// OpenAPI definitions writes them: "API rule violation: RULE,PKG,TYPE,FIELD".
type RuleException struct {
	Rule, Package, Type, Field string
	// Path and Line are where it stands.
	Path string
	Line int
}

// RuleExceptionDir is where a tree like Kubernetes keeps such lists.
const RuleExceptionDir = "api/api-rules"

const ruleExceptionHead = "API rule violation: "

// RuleExceptions returns the known violations of API rules the tree lists.
func (v *View) RuleExceptions() []RuleException {
	type key struct{}
	return v.Tree.Derive(key{}, func() any { return v.readRuleExceptions() }).([]RuleException)
}

func (v *View) readRuleExceptions() []RuleException {
	var out []RuleException
	for _, p := range v.Tree.Paths() {
		if path.Dir(p) != RuleExceptionDir || path.Ext(p) != ".list" {
			continue
		}
		src, err := v.Tree.ReadFile(p)
		if err != nil || !utf8.Valid(src) {
			continue
		}
		for i, line := range strings.Split(string(src), "\n") {
			rest, ok := strings.CutPrefix(strings.TrimSpace(line), ruleExceptionHead)
			parts := strings.Split(rest, ",")
			if ok && len(parts) == 4 {
				out = append(out, RuleException{parts[0], parts[1], parts[2], parts[3], p, i + 1})
			}
		}
	}
	return out
}

// IsOpenAPI reports whether OpenAPI definitions are generated of the type.
func (d *Decl) IsOpenAPI() bool {
	if m := d.Marks.Find("k8s:openapi-gen"); m != nil {
		return m.Value == "true"
	}
	for _, f := range d.Pkg.Ref.Files {
		if !f.Test && slices.Contains(f.Header.Markers, "+k8s:openapi-gen=true") {
			return true
		}
	}
	return false
}
