package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const recalled = `
-- go.mod --
module ex.io/a

go 1.24
-- hack/.import-aliases --
{"ex.io/a/lib": "alib"}
-- lib/lib.go --
package lib
-- use/use.go --
package use

import (
	liba "ex.io/a/lib"

	"fmt"
)

var _ = fmt.Sprint(liba.X)
-- broken/broken.go --
package broken

func f( {}
`

// Whatever changes, a check that may recall its report says what one that may
// not says, down to the exit code.
func TestRecalledReports(t *testing.T) {
	dir := walktest.Unpack(t, recalled)
	cacheDir := t.TempDir()
	accepted := filepath.Join(t.TempDir(), "accepted")
	if err := os.WriteFile(accepted, []byte("kdoc baseline 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	took := regexp.MustCompile(` in [0-9.]+ s`)
	// A minute ahead, so that the files are old enough to be trusted.
	run := func(args ...string) (out string, code int) {
		var stdout, stderr bytes.Buffer
		a := &app{stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, checks: suite.All(),
			now: func() time.Time { return time.Now().Add(time.Minute) }}
		code = a.run(context.Background(), append([]string{"check", dir}, args...))
		return stdout.String() + took.ReplaceAllString(stderr.String(), ""), code
	}
	for _, step := range []struct {
		name   string
		change func()
		args   []string
	}{
		{"first", func() {}, nil},
		{"nothing", func() {}, nil},
		{"another rule", func() {}, []string{"--only", "import-alias"}},
		{"another severity", func() {}, []string{"--severity", "warning"}},
		{"a pattern", func() {}, []string{"./lib"}},
		{"another format", func() {}, []string{"--format", "json"}},
		{"a file a rule reads", func() { write("hack/.import-aliases", `{"ex.io/a/lib": "liba"}`) }, nil},
		{"a configuration", func() { write(".kdoc.yaml", "version: 1\nchecks: {disable: [load-error]}\n") }, nil},
		{"its content", func() { write(".kdoc.yaml", "version: 1\npaths: {exclude: [broken]}\n") }, nil},
		{"without it", func() {}, []string{"--no-config"}},
		{"source", func() { write("lib/lib.go", "package lib\n\n//kdoc:ignore nothing\nvar X int\n") }, nil},
		{"the tree is clean", func() { write("lib/lib.go", "package lib\n\nvar X int\n") }, nil},
		{"a baseline", func() { write("accepted", "kdoc baseline 1\n") }, []string{"--baseline", filepath.Join(dir, "accepted")}},
		{"another baseline", func() {}, []string{"--baseline", accepted}},
		{"its content", func() {
			if err := os.WriteFile(accepted, []byte("kdoc baseline 1\nimport-alias use/use.go -> ex.io/a/lib\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, []string{"--baseline", accepted}},
		{"the other fail level", func() { write("hack/.import-aliases", `{"ex.io/a/lib": "alib"}`) }, []string{"--fail-on", "never"}},
	} {
		step.change()
		want, wantCode := run(append(step.args, "--no-cache")...)
		for i := range 2 {
			got, code := run(append(step.args, "--cache-dir", cacheDir)...)
			if got != want || code != wantCode {
				t.Errorf("%s, run %d: exit code %d, want %d\n%s\nwant\n%s", step.name, i, code, wantCode, got, want)
			}
		}
	}
}
