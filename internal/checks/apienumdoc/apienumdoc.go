// Package apienumdoc reports values of enumerations that nothing describes.
package apienumdoc

import (
	_ "embed"
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports values of enumerations that nothing describes.
var Check = &checks.Check{
	ID:       "KA103",
	Slug:     "enum-value-doc-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD|api.Config)
	for _, pkg := range s.Packages() {
		enums := apiscope.Enums(pkg)
		for _, c := range pkg.Consts {
			if c.Type.Kind != api.Named || c.Type.Pkg != "" || !enums[c.Type.Name] || !token.IsExported(c.Name) || isDescribed(s.View, pkg, c) {
				continue
			}
			d := checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
				Symbol:  pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("value `%s` of `%s` has no description", c.Name, pkg.Path()+"."+c.Type.Name),
				Remedy:  "say above the constant what it selects",
			}
			p.Report(d)
		}
	}
	return nil
}

// isDescribed reports whether a reader learns what a value means: from a comment
// above or behind the constant, or because the comment of its type, or of a field
// of the type, names the value and so explains it.
func isDescribed(v *api.View, pkg *api.Package, c api.ConstDecl) bool {
	if api.SwaggerText(c.Doc) != "" || strings.TrimSpace(c.Trailing.Text()) != "" {
		return true
	}
	value, err := strconv.Unquote(c.Value)
	if err != nil || value == "" {
		return false
	}
	if d := pkg.Type(c.Type.Name); d != nil && mentions(d.Comment(), value) {
		return true
	}
	return slices.ContainsFunc(pkg.Types, func(d *api.Decl) bool {
		return slices.ContainsFunc(d.Members(), func(m *api.Member) bool {
			e := m.Type
			for e.Kind == api.Pointer || e.Kind == api.Slice || e.Kind == api.Map {
				e = e.Elem()
			}
			return e.Kind == api.Named && e.Pkg == "" && e.Name == c.Type.Name && mentions(m.Doc, value)
		})
	})
}

// mentions reports whether a comment has a value as a word: in quotes, at the
// start of an entry of a list, or with its capital in the middle of a sentence.
// A plain lower-case word is one only in quotes.
func mentions(c api.Comment, value string) bool {
	for _, l := range api.CRDLines(c) {
		for at := 0; ; {
			i := strings.Index(l.Text[at:], value)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(value)
			at = to
			if inWord(l.Text, from-1) || inWord(l.Text, to) {
				continue
			}
			before := strings.Trim(l.Text[:from], " \t*\"'`")
			if quotedAt(l.Text, from, to) || before == "" || before == "-" || before == "*" || value != strings.ToLower(value) {
				return true
			}
		}
	}
	return false
}

func quotedAt(line string, from, to int) bool {
	return from > 0 && to < len(line) && strings.IndexByte("\"'`", line[from-1]) >= 0 && strings.IndexByte("\"'`", line[to]) >= 0
}

// inWord reports whether a byte of a line is part of a word.
func inWord(line string, i int) bool {
	return i >= 0 && i < len(line) && (line[i] == '_' || '0' <= line[i] && line[i] <= '9' || 'a' <= line[i]|0x20 && line[i]|0x20 <= 'z')
}
