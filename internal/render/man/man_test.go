package man

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
)

func TestCases(t *testing.T) {
	rendertest.Run(t, rendertest.Format{
		Format:  New(),
		Section: "man",
		Body: func(_ testing.TB, data []byte) string {
			_, body, _ := strings.Cut(string(data), ".SH \"DESCRIPTION\"\n")
			return body
		},
		Text: formatted,
	})
}

// formatted returns what the page looks like. Mandoc says so where it is
// installed; otherwise the few escapes that this package writes are undone.
func formatted(t testing.TB, data []byte) string {
	t.Helper()
	mandoc, err := exec.LookPath("mandoc")
	if err != nil {
		return unroff(string(data))
	}
	lint(t, mandoc, data)
	cmd := exec.Command(mandoc, "-Tutf8", "-Owidth=900")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("mandoc: %v", err)
	}
	return strings.ReplaceAll(overstruck(string(out)), "•", "")
}

// lint fails on what mandoc warns of, the missing date apart: pages bear none,
// to be the same whenever they are made.
func lint(t testing.TB, mandoc string, data []byte) {
	t.Helper()
	cmd := exec.Command(mandoc, "-Tlint", "-Wwarning")
	cmd.Stdin = bytes.NewReader(data)
	out, _ := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if !strings.Contains(line, "missing date") {
			t.Errorf("%s%s", line, data)
		}
	}
}

// overstruck undoes bold and underlined characters.
func overstruck(s string) string {
	var out []rune
	rs := []rune(s)
	for i := 0; i < len(rs); i++ {
		if i+1 < len(rs) && rs[i+1] == '\b' {
			i++
			continue
		}
		out = append(out, rs[i])
	}
	return string(out)
}

func unroff(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, ".") {
			if _, arg, ok := strings.Cut(line, `"`); ok && strings.HasPrefix(line, ".S") {
				b.WriteString(strings.TrimSuffix(strings.TrimSpace(arg), `"`) + "\n")
			}
			continue
		}
		b.WriteString(line)
	}
	return strings.NewReplacer(`\&`, "", `\fB`, "", `\fI`, "", `\fR`, "", `\-`, "-", `\(dq`, `"`, `\(aq`, "'",
		`\(ga`, "`", `\(ha`, "^", `\(ti`, "~", `\(bu`, "", `\e`, `\`).Replace(b.String())
}

// A line that starts with a control character is a request of this package.
func TestHostileText(t *testing.T) {
	requests := map[string]bool{}
	for _, r := range []string{"TH", "SH", "SS", "PP", "IP", "TP", "RS", "RE", "EX", "EE", "PD", "br", "nh", "ad"} {
		requests[r] = true
	}
	for _, f := range rendertest.Render(t, New(), rendertest.Everything(rendertest.Evil)) {
		for line := range strings.Lines(string(f.Data)) {
			if line[0] == '\'' {
				t.Errorf("%s: request %q", f.Path, line)
			}
			if name, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, ".")), " "); line[0] == '.' && !requests[name] {
				t.Errorf("%s: request %q", f.Path, line)
			}
		}
		if s := string(f.Data); strings.ContainsAny(s, "\x1b\u202e") || strings.Contains(s, `\\fB`) {
			t.Errorf("%s: an escape got through", f.Path)
		}
		formatted(t, f.Data) // lints, too
	}
}
