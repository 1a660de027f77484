package apiscope

import (
	"go/token"
	"go/version"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Safe and Unsafe return the only fix of a diagnostic.
func Safe(message string, edits ...checks.Edit) []checks.Fix {
	return []checks.Fix{{Message: message, Class: checks.FixSafe, Edits: edits}}
}

// Unsafe is Safe for edits that change the wire format or the types in Go.
func Unsafe(message string, edits ...checks.Edit) []checks.Fix {
	return []checks.Fix{{Message: message, Class: checks.FixUnsafe, Edits: edits}}
}

// JSONName returns a Go name as it is written in JSON: its leading capital, or
// initialism, in lower case.
func JSONName(name string) string {
	n := 0
	for n < len(name) && 'A' <= name[n] && name[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(name) && !isPluralS(name[n:]) {
		n-- // the last one starts the next word
	}
	return strings.ToLower(name[:n]) + name[n:]
}

// isPluralS reports whether what follows an initialism makes it several: IDs.
func isPluralS(rest string) bool { return rest == "s" }

// GoName returns a name in JSON as it is written in Go.
func GoName(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// RenameJSON returns the edit that gives a field another name in JSON. It is not
// ok if the tag hides where the name stands, or another field has the new one.
func RenameJSON(m *api.Member, name string) (e checks.Edit, ok bool) {
	pairs, err := api.ParseTag(m.Tag)
	taken := slices.ContainsFunc(m.Decl.Fields(), func(o *api.Member) bool {
		return o != m && o.Outer == m.Outer && strings.EqualFold(o.JSON, name)
	})
	if err != nil || m.Nth > 0 || name == "" || name == m.Tagged.Name || taken {
		return e, false
	}
	for _, pair := range pairs {
		if pair.Key != "json" {
			continue
		}
		if _, off, exact := m.TagAt(pair.ValueStart()); exact {
			return checks.Edit{Path: m.Decl.File.Path, Start: off, End: off + len(m.Tagged.Name), New: name}, true
		}
	}
	return e, false
}

// Rename returns the fix that renames a field in its declaration, with its name
// in JSON if that is the same word; nil if it cannot be written or is taken.
// What refers to the field is left to the compiler to tell.
func Rename(m *api.Member, goName string) []checks.Fix {
	taken := slices.ContainsFunc(m.Decl.Fields(), func(o *api.Member) bool { return o != m && o.Outer == m.Outer && o.Name == goName })
	if m.Nth > 0 || m.Embedded || taken || goName == m.Name || !token.IsIdentifier(goName) || !token.IsExported(goName) {
		return nil
	}
	edits := []checks.Edit{{Path: m.Decl.File.Path, Start: m.Off, End: m.Off + len(m.Name), New: goName}}
	if m.Tagged.Name != "" && strings.EqualFold(m.Tagged.Name, m.Name) {
		e, ok := RenameJSON(m, JSONName(goName))
		if !ok {
			return nil
		}
		edits = append(edits, e)
	}
	return Unsafe("call it "+goName, edits...)
}

// RenameAs is Rename by the name in JSON. A field that is called otherwise in Go
// is renamed in JSON alone.
func RenameAs(m *api.Member, name string) []checks.Fix {
	if strings.EqualFold(m.JSON, m.Name) {
		return Rename(m, GoName(name))
	}
	if e, ok := RenameJSON(m, name); ok {
		return Unsafe("call it "+name+" in JSON", e)
	}
	return nil
}

// TypeText returns where the type of a field stands in its file. It is not ok
// for a field whose declaration has other names or none.
func TypeText(p *checks.Pass, m *api.Member) (start, end int, ok bool) {
	src, err := p.ReadFile(m.Decl.File.Path)
	start, end = m.Off+len(m.Name), m.End
	if m.Tag != "" {
		end = m.TagOff
	}
	if err != nil || m.Embedded || m.Nth > 0 || start > end || end > len(src) {
		return 0, 0, false
	}
	text := string(src[start:end])
	start += len(text) - len(strings.TrimLeft(text, " \t"))
	end = start + len(strings.TrimSpace(text))
	return start, end, start < end && src[start] != ','
}

// MakePointer returns the edits that make a field's type a pointer and, if it is
// not there yet, add omitempty. They are nil where that cannot be written.
func MakePointer(p *checks.Pass, m *api.Member) []checks.Edit {
	start, _, ok := TypeText(p, m)
	if !ok {
		return nil
	}
	edits := []checks.Edit{{Path: m.Decl.File.Path, Start: start, End: start, New: "*"}}
	if !m.Tagged.Has("omitempty") {
		e, ok := AddOption(m, "omitempty")
		if !ok {
			return nil
		}
		edits = append(edits, e)
	}
	return edits
}

// HasOmitzero reports whether the module of a field is of a version of Go in
// which encoding/json knows omitzero: 1.24 or later.
func HasOmitzero(m *api.Member) bool {
	mod := m.Decl.Pkg.Ref.Module
	return mod != nil && mod.GoMod != nil && mod.GoMod.Go != nil && version.Compare("go"+mod.GoMod.Go.Version, "go1.24") >= 0
}
