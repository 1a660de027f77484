package apiscope

import (
	"cmp"
	"go/token"
	"slices"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Settings are what every rule about conventions lets the user decide. Rules
// with more to decide embed them.
type Settings struct {
	Profile string `yaml:"profile" jsonschema:"enum=auto,enum=upstream,enum=builtin,enum=crd,enum=config,default=auto,description=what this rule takes the API types for; auto goes by api-packages and by what each package looks like"`
}

// DefaultSettings is the Options function of a check with Settings.
func DefaultSettings() any {
	s := Auto()
	return &s
}

// Auto returns the default Settings.
func Auto() Settings { return Settings{Profile: "auto"} }

// APIProfile returns the name of the profile that was set.
func (s *Settings) APIProfile() string { return s.Profile }

// fixedProfile returns the profile that the check's settings demand; 0 if each
// package decides. Settings with more in them than Settings have the method too.
func fixedProfile(p *checks.Pass) api.Profile {
	set, ok := p.Options.(interface{ APIProfile() string })
	if !ok {
		return 0
	}
	return Profiles[set.APIProfile()]
}

// Profiles are the profiles by the names configurations have for them.
var Profiles = map[string]api.Profile{"upstream": api.Upstream, "builtin": api.Builtin, "crd": api.CRD, "config": api.Config}

// A Selection is the part of a tree a rule about conventions judges. Rules share
// it, and must change nothing of what it returns.
type Selection struct {
	View     *api.View
	profiles map[*api.Package]api.Profile
	packages []*api.Package
	known    map[api.RuleException]bool
	idle     bool // the tree is not for these rules

	structs      func() []*api.Decl
	members      func() []*api.Member
	marked       func() []Marked
	descriptions func() []Description
	reached      func() *reached
	leaves       func() map[*api.Member]Leaf
}

// Select returns what a rule for the given profiles judges: the versioned API
// packages of these profiles. A package is judged as the settings of the check
// say, else as the configuration says of the package, else as it looks. In a
// tree with scripts of its own all packages are for Upstream, the rules these
// scripts enforce, unless somebody asked for the rule.
func Select(p *checks.Pass, profiles api.Profile) *Selection {
	key := selectionKey{profiles, fixedProfile(p), p.Asked}
	s := p.Tree.Derive(key, func() any { return newSelection(p.Tree, key) }).(*Selection)
	if s.idle {
		p.Abstain()
	}
	return s
}

// A selectionKey is what a Selection depends on besides the tree.
type selectionKey struct {
	profiles, fixed api.Profile
	asked           bool
}

func newSelection(t *walk.Tree, key selectionKey) *Selection {
	s := &Selection{View: api.ViewOf(t), profiles: map[*api.Package]api.Profile{}, known: map[api.RuleException]bool{}}
	s.structs, s.members = sync.OnceValue(s.findStructs), sync.OnceValue(s.findMembers)
	s.marked, s.descriptions = sync.OnceValue(s.findMarked), sync.OnceValue(s.findDescriptions)
	s.reached, s.leaves = sync.OnceValue(s.findReached), sync.OnceValue(s.findLeaves)
	own, profiles := HasScripts(s.View), key.profiles
	for _, pkg := range s.View.Packages {
		is := cmp.Or(key.fixed, pkg.Chosen(), pkg.Profile())
		if key.fixed|pkg.Chosen() == 0 && own && (!key.asked || profiles&api.Upstream != 0) {
			is = api.Upstream
		}
		if profiles&is != 0 && (is == api.Upstream || pkg.IsJudged()) {
			s.packages = append(s.packages, pkg)
			s.profiles[pkg] = is
		}
	}
	s.idle = len(s.packages) == 0 && own && profiles&api.Upstream == 0 && !key.asked
	for _, e := range s.View.RuleExceptions() {
		e.Path, e.Line = "", 0
		s.known[e] = true
	}
	return s
}

// HasScripts reports whether a tree judges its API types by itself.
func HasScripts(v *api.View) bool {
	return v.Tree.Exists(api.DescriptionScript) || len(v.RuleExceptions()) > 0
}

// Profile returns what a selected package is judged as.
func (s *Selection) Profile(pkg *api.Package) api.Profile { return s.profiles[pkg] }

// Upstream reports whether a selected package is held to what the tree's own
// generators demand and tolerate, and no more.
func (s *Selection) Upstream(pkg *api.Package) bool { return s.profiles[pkg] == api.Upstream }

// Packages returns the selected packages by import path.
func (s *Selection) Packages() []*api.Package { return s.packages }

// Structs returns the exported structs that are written as JSON: those that look
// like it, or in a package that the user chose, those of its API. Of a package
// held to the tree's own rules, those that OpenAPI definitions are generated of.
func (s *Selection) Structs() []*api.Decl { return s.structs() }

func (s *Selection) findStructs() []*api.Decl {
	var out []*api.Decl
	for _, pkg := range s.packages {
		for _, d := range pkg.Types {
			switch {
			case !d.IsStruct() || !token.IsExported(d.Name):
			case s.Upstream(pkg) && d.IsOpenAPI(), !s.Upstream(pkg) && (d.IsSerialised() || pkg.Chosen() != 0 && s.InAPI(d)):
				out = append(out, d)
			}
		}
	}
	return out
}

// Members returns the serialised fields of Structs.
func (s *Selection) Members() []*api.Member { return s.members() }

func (s *Selection) findMembers() []*api.Member {
	var out []*api.Member
	for _, d := range s.Structs() {
		out = append(out, d.Members()...)
	}
	return out
}

// Report reports a violation of a generator's rule by a field, unless it is on
// the lists of the tree whose own rules it is held to.
func (s *Selection) Report(p *checks.Pass, rule string, m *api.Member, d checks.Diagnostic) {
	if s.Upstream(m.Decl.Pkg) && s.known[api.RuleException{Rule: rule, Package: m.Decl.Pkg.Ref.ImportPath, Type: m.Decl.Name, Field: m.Name}] {
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
