package importalias

import (
	"bytes"
	"encoding/json"
	"path"
	"regexp"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
)

// FuzzParseAliases holds the reader to encoding/json and its places to the file.
func FuzzParseAliases(f *testing.F) {
	checktest.Seeds(f, func(name string) bool { return path.Base(name) == ".import-aliases" })
	f.Add([]byte(" {\"a\\u0062\"\n:\"$0\",\r\n\"(\":\"\"} \n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var want map[string]string
		err := json.Unmarshal(src, &want)
		aliases, faults := parseAliases(src)
		lines := bytes.Split(src, []byte("\n"))
		for _, fault := range faults {
			if fault.msg == "" || fault.pos.Line > len(lines) || fault.pos.Col > len(lines[fault.pos.Line-1])+1 {
				t.Errorf("fault %q at %v", fault.msg, fault.pos)
			}
		}
		if err != nil {
			if len(faults) == 0 {
				t.Errorf("no fault in what encoding/json refuses: %v", err)
			}
			return
		}
		if want == nil || bytes.Contains(src, []byte("null")) {
			return // null is refused here, as an object or as a name
		}
		good := 0
		for key := range want {
			if _, err := regexp.Compile(key); err == nil {
				good++
			}
		}
		if got := len(aliases.plain) + len(aliases.patterns); got != good {
			t.Errorf("%d aliases of %d good keys; faults %v", got, good, faults)
		}
		for _, a := range aliases.plain {
			if want[a.key] != a.name {
				t.Errorf("%q is named %q, want %q", a.key, a.name, want[a.key])
			}
			if found, _ := aliases.find(a.key); found != a {
				t.Errorf("%q does not find itself", a.key)
			}
		}
	})
}

// FuzzMayDeclare makes sure that no declaration is overlooked by the shortcut.
func FuzzMayDeclare(f *testing.F) {
	f.Add("package p\n\nfunc aa() {}\nvar x, aa int\n")
	f.Add("package p\n\nimport aa \"fmt\"\n\nvar _ = aa.X\n")
	f.Add("package p\ntype (\n\taa/**/struct{}\n)\n")
	f.Fuzz(func(t *testing.T, src string) {
		p := parse("p.go", []byte(src))
		if p == nil {
			return
		}
		decls := map[string]place{}
		addDecls(decls, "p.go", p.file, p.line)
		for name := range decls {
			if !mayDeclare([]byte(src), name) {
				t.Errorf("the declaration of %q is overlooked", name)
			}
		}
	})
}
