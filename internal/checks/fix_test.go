package checks_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

func TestApplyFixes(t *testing.T) {
	const messy, tidy = "package a\nvar  x = 1 // old\n", "package a\n\nvar x = 1 // old\n"
	at := func(src, what string) int { return strings.Index(src, what) }
	edit := func(start, end int, text string) checks.Edit {
		return checks.Edit{Path: "a.go", Start: start, End: end, New: text}
	}
	safe := func(edits ...checks.Edit) checks.Diagnostic {
		return checks.Diagnostic{Check: checks.IgnoreUnused, Fixes: []checks.Fix{{Class: checks.FixSafe, Edits: edits}}}
	}
	unsafe := safe(edit(0, 0, "// unsafe\n"))
	unsafe.Fixes[0].Class = checks.FixUnsafe
	either := safe(edit(at(tidy, "old"), at(tidy, "old")+3, "unsafe"))
	either.Fixes[0].Class = checks.FixUnsafe
	either.Fixes = append(either.Fixes, safe(edit(at(tidy, "old"), at(tidy, "old")+3, "safe")).Fixes...)
	x, num, old := at(tidy, "x = 1"), at(tidy, "1 //"), at(tidy, "old")

	for _, tt := range []struct {
		name      string
		src       string
		ds        []checks.Diagnostic
		class     checks.FixClass
		want      string // "" is unchanged
		conflicts int
	}{
		{"none wanted", tidy, []checks.Diagnostic{unsafe}, checks.FixSafe, "", 0},
		{"unsafe wanted", tidy, []checks.Diagnostic{unsafe}, checks.FixUnsafe, "// unsafe\n" + tidy, 0},
		{"first of the class", tidy, []checks.Diagnostic{either}, checks.FixSafe, "package a\n\nvar x = 1 // safe\n", 0},
		{"several", tidy, []checks.Diagnostic{safe(edit(old, old+3, "new")), safe(edit(x, x+1, "y"))}, checks.FixSafe, "package a\n\nvar y = 1 // new\n", 0},
		{"adjacent", tidy, []checks.Diagnostic{safe(edit(old, old+1, "O")), safe(edit(old+1, old+3, "LD"))}, checks.FixSafe, "package a\n\nvar x = 1 // OLD\n", 0},
		{"overlap", tidy, []checks.Diagnostic{safe(edit(old, old+2, "OL")), safe(edit(old+1, old+3, "LD"))}, checks.FixSafe, "package a\n\nvar x = 1 // OLd\n", 1},
		{"taken whole", tidy, []checks.Diagnostic{safe(edit(x, x+1, "y")), safe(edit(num, num+1, "2"), edit(x, x+1, "z"))}, checks.FixSafe, "package a\n\nvar y = 1 // old\n", 1},
		{"insertions at one place", tidy, []checks.Diagnostic{safe(edit(old, old, "a ")), safe(edit(old, old, "b "))}, checks.FixSafe, "package a\n\nvar x = 1 // a old\n", 1},
		{"the same twice", tidy, []checks.Diagnostic{safe(edit(x, x+1, "y")), safe(edit(x, x+1, "y"))}, checks.FixSafe, "package a\n\nvar y = 1 // old\n", 0},
		{"formatted stays so", tidy, []checks.Diagnostic{safe(edit(x, x+1, "longer, y")), safe(edit(num, num+1, "1,2"))}, checks.FixSafe, "package a\n\nvar longer, y = 1, 2 // old\n", 0},
		{"messy is left alone", messy, []checks.Diagnostic{safe(edit(at(messy, "old"), at(messy, "old")+3, "new"))}, checks.FixSafe, "package a\nvar  x = 1 // new\n", 0},
		{"no change", tidy, []checks.Diagnostic{safe(edit(x, x+1, "x"))}, checks.FixSafe, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := checks.ApplyFixes(func(string) ([]byte, error) { return []byte(tt.src), nil }, tt.ds, tt.class)
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, c := range got.Changes {
				text += string(c.New)
			}
			if diff := cmp.Diff(tt.want, text); diff != "" {
				t.Errorf("fixed file differs (-want +got)\n%s", diff)
			}
			if len(got.Conflicts) != tt.conflicts {
				t.Errorf("%d conflicts, want %d", len(got.Conflicts), tt.conflicts)
			}
		})
	}
}

// TestApplyFixesRefuses makes sure that a defect of a check cannot damage a
// file.
func TestApplyFixesRefuses(t *testing.T) {
	src := "package a\n\nvar x = 1\n"
	for _, tt := range []struct {
		name string
		edit checks.Edit
		want string
	}{
		{"breaks the syntax", checks.Edit{Path: "a.go", Start: 0, End: 7, New: "("}, "would break the file"},
		{"outside", checks.Edit{Path: "a.go", Start: 0, End: 999}, "edits bytes 0 to 999"},
		{"backwards", checks.Edit{Path: "a.go", Start: 5, End: 3}, "edits bytes 5 to 3"},
		{"no such file", checks.Edit{Path: "b.go"}, "reading b.go"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			read := func(p string) ([]byte, error) {
				if p != "a.go" {
					return nil, fmt.Errorf("open: %w", fs.ErrNotExist)
				}
				return []byte(src), nil
			}
			d := checks.Diagnostic{Check: checks.IgnoreUnused, Fixes: []checks.Fix{{Class: checks.FixSafe, Edits: []checks.Edit{tt.edit}}}}
			_, err := checks.ApplyFixes(read, []checks.Diagnostic{d}, checks.FixSafe)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
