package baseline

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// An Exception is one entry of another tool's list.
type Exception struct {
	// Path and Line are where it stands, and Text is what it says, shortened.
	Path string
	Line int
	Text string
	// Certain reports whether the entry is known to be about rules that kdoc
	// has a counterpart of. Others are not missed if they match nothing.
	Certain bool

	match func(checks.Diagnostic, subject) bool
}

// A Refusal is a line or entry that is not understood.
type Refusal struct {
	Path string
	Line int
	Msg  string
}

// A subject is the type and field a diagnostic is about, as far as its symbol
// names any.
type subject struct{ importPath, typ, field string }

func subjectOf(tree *walk.Tree, d checks.Diagnostic) (s subject) {
	pkg := tree.PackageIn(path.Dir(d.Path))
	if pkg == nil {
		return s
	}
	rest, ok := strings.CutPrefix(d.Symbol, pkg.ImportPath+".")
	if !ok {
		return s
	}
	s.importPath = pkg.ImportPath
	s.typ, s.field, _ = strings.Cut(rest, ".")
	return s
}

// String is the subject as linters write it.
func (s subject) String() string {
	if s.field == "" {
		return s.typ
	}
	return s.typ + "." + s.field
}

// Resolve returns the entries for the diagnostics that exceptions name, and the
// exceptions that name none.
func Resolve(tree *walk.Tree, ds []checks.Keyed, exceptions []Exception) (entries []checks.Accepted, idle []Exception) {
	used := make([]bool, len(exceptions))
	for _, d := range ds {
		s := subjectOf(tree, d.Diagnostic)
		taken := false
		for i, e := range exceptions {
			if (!taken || !used[i]) && e.match(d.Diagnostic, s) {
				used[i], taken = true, true
			}
		}
		if taken {
			entries = append(entries, checks.Accepted{Rule: d.Check.ID, Symbol: d.Symbol, Nth: d.Nth})
		}
	}
	for i, e := range exceptions {
		if !used[i] && e.Certain {
			idle = append(idle, e)
		}
	}
	return entries, idle
}

// ruleIDs says which rules stand for those of OpenAPI's generator.
var ruleIDs = map[string][]string{
	"names_match":          {"KA410", "KA501", "KA502"},
	"list_type_missing":    {"KA702"},
	"omitempty_match_case": {"KA411"},
}

const violation = "API rule violation:"

// ParseRuleList reads a list of known violations as the generator of OpenAPI
// definitions writes them, "API rule violation: RULE,PACKAGE,TYPE,FIELD".
func ParseRuleList(file string, src []byte) (out []Exception, bad []Refusal) {
	for i, line := range strings.Split(string(src), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		rest, ok := strings.CutPrefix(line, violation)
		parts := strings.Split(strings.TrimSpace(rest), ",")
		if !ok || len(parts) != 4 || slices.Contains(parts, "") {
			bad = append(bad, Refusal{file, i + 1, fmt.Sprintf("%q is not of the form %q", clip(line), violation+" RULE,PACKAGE,TYPE,FIELD")})
			continue
		}
		ids := ruleIDs[parts[0]]
		if ids == nil {
			bad = append(bad, Refusal{file, i + 1, fmt.Sprintf("kdoc has no counterpart of the rule %q", clip(parts[0]))})
			continue
		}
		want := subject{parts[1], parts[2], parts[3]}
		out = append(out, Exception{Path: file, Line: i + 1, Text: clip(strings.Join(parts, ",")), Certain: true,
			match: func(d checks.Diagnostic, s subject) bool { return s == want && slices.Contains(ids, d.Check.ID) }})
	}
	return out, bad
}

// ParseDescriptions reads a list of files whose missing descriptions are
// tolerated, one path a line.
func ParseDescriptions(file string, src []byte) (out []Exception, bad []Refusal) {
	for i, line := range strings.Split(string(src), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		want := path.Clean(line)
		if path.Ext(want) != ".go" || strings.HasPrefix(want, "/") || strings.HasPrefix(want, "../") || strings.ContainsRune(line, 0) {
			bad = append(bad, Refusal{file, i + 1, fmt.Sprintf("%q is no path of a Go file in the tree", clip(line))})
			continue
		}
		out = append(out, Exception{Path: file, Line: i + 1, Text: clip(want), Certain: true,
			match: func(d checks.Diagnostic, _ subject) bool {
				return d.Path == want && (d.Check.ID == "KA101" || d.Check.ID == "KA102")
			}})
	}
	return out, bad
}

// lintRE matches the name kube-api-linter has in golangci-lint.
var lintRE = regexp.MustCompile(`^kube-?api-?linter$`)

// ParseList reads a list of exceptions, of the kind its name and content say.
func ParseList(file string, src []byte) ([]Exception, []Refusal) {
	switch ext := path.Ext(file); {
	case ext == ".yaml" || ext == ".yml":
		return ParseGolangci(file, src)
	case ext == ".list" || strings.Contains(string(src), violation):
		return ParseRuleList(file, src)
	}
	return ParseDescriptions(file, src)
}

// IsList reports whether a file of a tree is a list of exceptions by its place:
// where the tools that read them look, or a configuration of golangci-lint.
func IsList(p string) bool {
	dir, base, ext := path.Dir(p), path.Base(p), path.Ext(p)
	switch {
	case p == api.ExceptionFile:
		return true
	case strings.HasPrefix(p, "vendor/") || strings.Contains(p, "/vendor/") || strings.Contains("/"+p, "/testdata/"):
		return false
	case ext == ".list":
		return dir == api.RuleExceptionDir
	case ext == ".yaml" || ext == ".yml":
		return strings.HasPrefix(base, ".golangci.") || strings.HasPrefix(base, "golangci") && !strings.Contains(dir, ".github") ||
			strings.HasSuffix(dir, "kube-api-linter")
	}
	return false
}
