package importallowlist

import (
	"bytes"
	"path"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

// FuzzParseConfig makes sure that any file is read or refused at a place inside
// it.
func FuzzParseConfig(f *testing.F) {
	checktest.Seeds(f, func(name string) bool { return path.Ext(name) == ".yaml" })
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
