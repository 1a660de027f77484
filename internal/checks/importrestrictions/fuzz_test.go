package importrestrictions

import (
	"path"
	"regexp"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

// FuzzParseRules holds the reader to what upstream's accepts, and its faults and
// rules to places inside the file.
func FuzzParseRules(f *testing.F) {
	checktest.Seeds(f, func(name string) bool { return path.Base(name) == FileName })
	f.Add([]byte("rules: &a\n- {selectorRegexp: x}\ninverseRules: *a\n"))
	f.Add([]byte("\"rules\": !!seq\n- transitive: 1\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		file, faults := parseRules(FileName, src)
		lines := len(regexp.MustCompile("\n").FindAll(src, -1)) + 1
		for _, fault := range faults {
			if fault.msg == "" || fault.pos.Line > lines {
				t.Errorf("fault %q at line %d of %d", fault.msg, fault.pos.Line, lines)
			}
		}
		var any struct {
			Rules, InverseRules []struct {
				SelectorRegexp                     string
				AllowedPrefixes, ForbiddenPrefixes []string
				Transitive                         bool
			}
		}
		if err := yaml.Unmarshal(src, &any); (err != nil) != file.unread {
			t.Fatalf("unread = %v, upstream's reader says %v", file.unread, err)
		}
		if file.unread != (len(faults) == 1 && len(file.rules)+len(file.inverse) == 0) && file.unread {
			t.Errorf("unread with %d rules and the faults %v", len(file.rules)+len(file.inverse), faults)
		}
		for _, r := range append(file.rules, file.inverse...) {
			if r.Pos.Line > lines {
				t.Errorf("rule at line %d of %d", r.Pos.Line, lines)
			}
			if _, err := regexp.Compile(r.Selector); err != nil && !file.badRules && !file.badInverse {
				t.Errorf("selector %q passed as good", r.Selector)
			}
		}
	})
}

// FuzzScriptInputs makes sure that no script hangs or breaks the reader.
func FuzzScriptInputs(f *testing.F) {
	f.Add("packages=(\n  \"a.org/b/...\"\n)\nfor d in staging/*/; do\n  packages+=(\"$d\")\ndone\n")
	f.Fuzz(func(t *testing.T, script string) {
		for _, p := range scriptInputs(script) {
			if len(p) > len(script)+len("./"+"/*/...") {
				t.Errorf("pattern %q is longer than the script", p)
			}
			if base := parsePattern(p).base; len(base) > len(p) {
				t.Errorf("pattern %q has the base %q", p, base)
			}
		}
	})
}

func TestScriptInputsOfNothing(t *testing.T) {
	if got := scriptInputs("#!/bin/bash\ngo run ./cmd/import-boss \"$@\"\n"); got != nil {
		t.Errorf("got %q of a script without a list", got)
	}
}
