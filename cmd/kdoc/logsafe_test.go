package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func TestLogWriter(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ttext\n":                "plain\ttext\n",
		"::set-output name=ok::true\n": "\\x3a:set-output name=ok::true\n",
		"  \u00a0::warning::x\n":       "  \u00a0\\x3a:warning::x\n",
		"a ::b\n":                      "a ::b\n",
		"a\n::b":                       "a\n\\x3a:b",
		"x ##[set-env name=A]b\n":      "x \\u0023#[set-env name=A]b\n",
		"x ##vso[task.setvariable variable=a]b\n":     "x \\u0023#vso[task.setvariable variable=a]b\n",
		"##teamcity[buildStatus text='ok']\n":         "\\u0023#teamcity[buildStatus text='ok']\n",
		"## Heading\n":                                "## Heading\n",
		"###[a\n":                                     "#\\u0023#[a\n",
		"section_start:1:a\r\x1b[0Kb\n":               "section_start:1:a\\r\\x1b[0Kb\n",
		"a\r::b\n":                                    "a\\r::b\n",
		"\x1b[1;31mred\x1b[0m\n":                      "\x1b[1;31mred\x1b[0m\n",
		"\x1b[8mhidden\x1b[0m\n":                      "\\x1b[8mhidden\x1b[0m\n",
		"\x1b]0;title\a\n":                            "\\x1b]0;title\\x07\n",
		"\x1b[2J\x1bc\u009b2J\u202egpj\u2066\u2028\n": "\\x1b[2J\\x1bc\\u009b2J\\u202egpj\\u2066\\u2028\n",
		"\x1b[32m::error::x\n":                        "\x1b[32m\\x3a:error::x\n",
		"dos\r\n":                                     "dos\r\n",
		"日本 \U0001f469\u200d\U0001f52c é\n":           "日本 \U0001f469\u200d\U0001f52c é\n",
		"\xff\n":                                      "\xff\n",
	} {
		for _, cut := range []int{len(in), 1, 3} {
			var out bytes.Buffer
			l := &logWriter{w: &out}
			for rest := in; rest != ""; {
				n := min(cut, len(rest))
				if _, err := l.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if err := l.Flush(); err != nil || out.String() != want {
				t.Errorf("%q in parts of %d:\n got %q\nwant %q", in, cut, out.String(), want)
			}
		}
	}
}

// JSON on a stream means the same as what was written.
func TestLogWriterKeepsJSON(t *testing.T) {
	in := map[string]string{"a": "::x\n##vso[y]\u202e ##[z", "b": "\x1b[0K\u2028"}
	var plain, out bytes.Buffer
	enc := json.NewEncoder(&plain)
	enc.SetIndent("", "  ")
	if err := enc.Encode(in); err != nil {
		t.Fatal(err)
	}
	l := &logWriter{w: &out}
	_, _ = l.Write(plain.Bytes())
	_ = l.Flush()
	var got map[string]string
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || got["a"] != in["a"] || got["b"] != in["b"] {
		t.Errorf("%v: %q", err, out.String())
	}
}

var actedOn = regexp.MustCompile(`(?m)^[\s\x{feff}]*::|##\[|##vso\[|##teamcity\[|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]|\x1b[^\[]|\r[^\n]|\x{202e}`)

// Whatever is printed, in whatever pieces, nothing is left that a log would act
// on, and the output is no more than six times the input.
func FuzzLogWriter(f *testing.F) {
	f.Add("a\n::b ##[c]\r\x1b[0K", 3)
	f.Add(strings.Repeat("#", 70000)+"#vso[x", 65000)
	f.Fuzz(func(t *testing.T, in string, cut int) {
		var out bytes.Buffer
		l := &logWriter{w: &out}
		cut = min(max(cut, 0), len(in))
		_, _ = l.Write([]byte(in[:cut]))
		_, _ = l.Write([]byte(in[cut:]))
		_ = l.Flush()
		if m := actedOn.Find(out.Bytes()); m != nil {
			t.Errorf("%q is left of %q", m, in)
		}
		if out.Len() > 6*len(in) {
			t.Errorf("%d bytes from %d", out.Len(), len(in))
		}
	})
}
