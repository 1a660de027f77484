package moduleunwanted

import (
	"bytes"
	"encoding/json"
	"testing"

	"golang.org/x/tools/txtar"
	"path/filepath"
)

// FuzzParseConfig checks the reader of the file against encoding/json: both
// accept the same inputs, and everything read stands where it says it does.
func FuzzParseConfig(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, p := range paths {
		ar, err := txtar.ParseFile(p)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if filepath.Ext(file.Name) == ".json" {
				f.Add(file.Data)
			}
		}
	}
	f.Add([]byte(`{"status": {"unwantedReferences": {"a": ["\u0062", "c"]}}} x`))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, problems := parseConfig(src)
		var v any
		dec := json.NewDecoder(bytes.NewReader(src))
		dec.UseNumber()
		err := dec.Decode(&v)
		if err != nil && c != nil {
			t.Fatalf("read %q, which is no JSON: %v", src, err)
		}
		if err == nil && c == nil && !bytes.Contains([]byte(problems[0].msg), []byte("nested deeper")) {
			t.Fatalf("did not read %q: %s", src, problems[0].msg)
		}
		for _, p := range problems {
			checkSpan(t, src, p.span)
			if pos := linesOf(src).pos(p.span.start); pos.Line < 1 || pos.Col < 1 {
				t.Fatalf("%q: %s at %v", src, p.msg, pos)
			}
		}
		if c == nil {
			return
		}
		for _, r := range c.refs {
			_, lists := r.all()
			for _, l := range lists {
				for _, it := range l.items {
					checkSpan(t, src, it.span)
					var s string
					if err := json.Unmarshal(src[it.span.start:it.span.end], &s); err != nil || s != it.value {
						t.Fatalf("%q: %q does not stand at %v", src, it.value, it.span)
					}
				}
			}
		}
	})
}

func checkSpan(t *testing.T, src []byte, s span) {
	t.Helper()
	if s.start < 0 || s.end < s.start || s.end > len(src) {
		t.Fatalf("%q: span %v of %d bytes", src, s, len(src))
	}
}
