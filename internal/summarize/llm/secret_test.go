package llm_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

func TestSecretHides(t *testing.T) {
	const key = "sk-verysecret"
	s, err := llm.NewSecret(" " + key + "\n")
	if err != nil || s.Empty() {
		t.Fatal(err)
	}
	o := llm.Options{Model: "m", Key: s}
	e, err := llm.New(o)
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&shown, strings.Repeat(verb, 5), s, &s, o, e, struct{ inner llm.Secret }{s})
	}
	fmt.Fprint(&shown, s.String(), s.GoString())
	for _, v := range []any{s, o.Key, map[string]any{"k": s}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(b)
	}
	hex := fmt.Sprintf("%x", "verysecret")
	if text := shown.String(); strings.Contains(text, "verysecret") || strings.Contains(text, hex) || !strings.Contains(text, `{"k":"[key]"}`) {
		t.Error(text)
	}
}

func TestSecretFromFile(t *testing.T) {
	dir := t.TempDir()
	for content, want := range map[string]string{
		"abc\n":                   "",
		"  \n":                    "the file is empty",
		"two words":               "nothing else",
		"line\nline":              "nothing else",
		"schlüssel":               "nothing else",
		strings.Repeat("a", 2e4):  "nothing else",
		"\x00":                    "nothing else",
		"header\r\nX-Evil: value": "nothing else",
	} {
		file := filepath.Join(dir, "key")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := llm.ReadSecret(file)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !s.Empty() || !strings.HasPrefix(err.Error(), file)) {
			t.Errorf("%.20q: %v", content, err)
		}
	}
	if _, err := llm.ReadSecret(filepath.Join(dir, "none")); err == nil {
		t.Error("a missing file passes")
	}
}

func TestCheckURL(t *testing.T) {
	for u, says := range map[string]string{
		"https://api.openai.com/v1":         "",
		"https://host:8443/base":            "",
		"http://localhost:11434/v1":         "",
		"http://LOCALHOST/v1":               "",
		"http://gpu.localhost./v1":          "",
		"http://127.0.0.1:8080":             "",
		"http://127.8.8.8":                  "",
		"http://[::1]:8080/v1":              "",
		"http://[::ffff:127.0.0.1]/v1":      "",
		"http://192.168.1.4:11434/v1":       "not encrypted",
		"http://localhost.example.com/v1":   "not encrypted",
		"http://notlocalhost/v1":            "not encrypted",
		"http://10.0.0.1/v1":                "not encrypted",
		"ftp://localhost/v1":                "must begin with https and a host",
		"api.openai.com/v1":                 "must begin with https and a host",
		"localhost:8080":                    "must begin with https and a host",
		"https:///v1":                       "must begin with https and a host",
		"":                                  "must begin with https and a host",
		"https://me:pass@host/v1":           "may hold no user",
		"https://host/v1?key=abc":           "may hold no user",
		"https://host/v1#x":                 "may hold no user",
		"https://host/%zz":                  "cannot be read",
		"http://localhost:8080@evil.com/v1": "may hold no user",
		"http://evil.com\\@localhost:80/v1": "cannot be read",
	} {
		err := llm.CheckURL(u)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", u, err, says)
		}
		if err != nil && (strings.Contains(err.Error(), "pass") || strings.Contains(err.Error(), "abc")) {
			t.Errorf("%q: shows what may be a key: %v", u, err)
		}
	}
}

func TestJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1}`:                              `{"a":1}`,
		"\ufeff \n{\"a\":1}\n":                 `{"a":1}`,
		"```json\n{\"a\":1}\n```":              `{"a":1}`,
		"```\n{\"a\":1}\n```\nDone.":           `{"a":1}`,
		"Here:\n```json\n{\"a\":\"```\"}\n```": "{\"a\":\"```\"}",
		"{\"a\":\"```\"}":                      "{\"a\":\"```\"}",
		"<think>{no}</think>{\"a\":1}":         `{"a":1}`,
		"<think>a</think><think>b</think> {}":  `{}`,
		"{\"a\":\"<think>x</think>\"}":         "{\"a\":\"<think>x</think>\"}",
		"Sure! {\"a\":1} That is all.":         `{"a":1}`,
		`{"a":1} {"b":2}`:                      "",
		`[1]`:                                  "",
		`{"a":1`:                               "",
		"":                                     "",
		"<think>{\"a\":1}":                     "",
		"<think>x</think>":                     "",
		"I would rather not.":                  "",
	} {
		got, err := llm.JSON(text)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
