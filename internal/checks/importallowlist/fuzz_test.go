package importallowlist

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzParseConfig makes sure that any file is read or refused at a place inside
// it.
func FuzzParseConfig(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range cases {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if filepath.Ext(file.Name) == ".yaml" {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := bytes.Count(src, []byte("\n")) + 1
		entries, faults := parseConfig(src)
		for _, fault := range faults {
			if fault.msg == "" || fault.pos.Line > lines {
				t.Errorf("fault %q at line %d of %d", fault.msg, fault.pos.Line, lines)
			}
		}
		for _, e := range entries {
			if e.Base.string == "" || e.Pos.Line > lines {
				t.Errorf("entry for %q at line %d of %d", e.Base.string, e.Pos.Line, lines)
			}
		}
	})
}
