package apiscope

import (
	"go/token"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Settings are what every rule about conventions lets the user decide.
type Settings struct {
	Profile string `yaml:"profile" jsonschema:"enum=auto,enum=builtin,enum=crd,enum=config,description=what the API types are; auto decides for each package"`
}

// DefaultSettings is the Options function of a check with Settings.
func DefaultSettings() any { return &Settings{Profile: "auto"} }

// APIProfile returns the name of the profile that was set.
func (s *Settings) APIProfile() string { return s.Profile }

// fixedProfile returns the profile that the check's settings demand; 0 if each
// package decides. Settings with more in them than Settings have the method too.
func fixedProfile(p *checks.Pass) api.Profile {
	set, ok := p.Options.(interface{ APIProfile() string })
	if !ok {
		return 0
	}
	return profileNames[set.APIProfile()]
}

var profileNames = map[string]api.Profile{"builtin": api.Builtin, "crd": api.CRD, "config": api.Config}

// A Selection is the part of a tree a rule about conventions judges.
type Selection struct {
	View *api.View
	// Upstream reports whether the tree is held to what its own generators
	// demand and tolerate, and no more.
	Upstream bool
	packages []*api.Package
	known    map[api.RuleException]bool
}

// Select returns what a rule for the given profiles judges: the versioned API
// packages of these profiles. A tree with scripts of its own is held to the
// rules these enforce, those for Upstream, unless the user asked for the rule.
func Select(p *checks.Pass, profiles api.Profile) *Selection {
	s := &Selection{View: api.ViewOf(p.Tree)}
	own := p.Tree.Exists(api.DescriptionScript) || len(s.View.RuleExceptions()) > 0
	s.Upstream = own && profiles&api.Upstream != 0
	if own && !s.Upstream && !p.Asked {
		p.Abstain()
		return s
	}
	fixed := fixedProfile(p)
	for _, pkg := range s.View.Packages {
		is := fixed
		if is == 0 {
			is = pkg.Profile()
		}
		if s.Upstream || pkg.Version != "" && profiles&is != 0 {
			s.packages = append(s.packages, pkg)
		}
	}
	if s.Upstream {
		s.known = map[api.RuleException]bool{}
		for _, e := range s.View.RuleExceptions() {
			e.Path, e.Line = "", 0
			s.known[e] = true
		}
	}
	return s
}

// Packages returns the selected packages by import path.
func (s *Selection) Packages() []*api.Package { return s.packages }

// Profile returns what a package is judged as, given the check's settings.
func Profile(p *checks.Pass, pkg *api.Package) api.Profile {
	if fixed := fixedProfile(p); fixed != 0 {
		return fixed
	}
	return pkg.Profile()
}

// Structs returns the exported structs that are written as JSON; in a tree held
// to its own rules, those that OpenAPI definitions are generated of.
func (s *Selection) Structs() []*api.Decl {
	var out []*api.Decl
	for _, pkg := range s.packages {
		for _, d := range pkg.Types {
			switch {
			case !d.IsStruct() || !token.IsExported(d.Name):
			case s.Upstream && d.IsOpenAPI(), !s.Upstream && d.IsSerialised():
				out = append(out, d)
			}
		}
	}
	return out
}

// Members returns the serialised fields of Structs.
func (s *Selection) Members() []*api.Member {
	var out []*api.Member
	for _, d := range s.Structs() {
		out = append(out, d.Members()...)
	}
	return out
}

// Report reports a violation of a generator's rule by a field, unless it is on
// the lists of a tree that is held to its own rules.
func (s *Selection) Report(p *checks.Pass, rule string, m *api.Member, d checks.Diagnostic) {
	if s.known[api.RuleException{Rule: rule, Package: m.Decl.Pkg.Ref.ImportPath, Type: m.Decl.Name, Field: m.Name}] {
		p.Tolerate(d)
		return
	}
	p.Report(d)
}

// Field returns a diagnostic at a field's name.
func Field(m *api.Member, message, remedy string) checks.Diagnostic {
	return checks.Diagnostic{
		Path: m.Decl.File.Path, Pos: m.Pos, End: End(m.Pos, m.Name),
		Symbol: m.Symbol(), Message: message, Remedy: remedy,
	}
}

// Type returns a diagnostic at a type's name.
func Type(d *api.Decl, message, remedy string) checks.Diagnostic {
	return checks.Diagnostic{
		Path: d.File.Path, Pos: d.Pos, End: End(d.Pos, d.Name),
		Symbol: d.Symbol(), Message: message, Remedy: remedy,
	}
}

// At moves a diagnostic to a marker.
func At(d checks.Diagnostic, m *api.Mark) checks.Diagnostic {
	d.Pos, d.End = m.Line.Pos, End(m.Line.Pos, m.Line.Text)
	return d
}

// Is reports whether an expression names one of the types, by their unqualified
// names.
func Is(e api.Expr, names ...string) bool {
	return e.Kind == api.Named && slices.Contains(names, e.Name)
}
