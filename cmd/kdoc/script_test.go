package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// TestMain makes two commands for the scripts: kdoc has a few sample rules, so
// that transcripts of the command line do not change whenever a check does;
// kdoc-full is the program as shipped.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kdoc":      func() { runMain(append(checks.Builtin(), sampleChecks()...)) },
		"kdoc-full": func() { runMain(suite.All()) },
	})
}

func runMain(cs []*checks.Check) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, checks: cs, now: time.Now, ownStreams: true}
	os.Exit(a.run(ctx, os.Args[1:]))
}

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestScript(t *testing.T) {
	cmds := llmCmds(t)
	cmds["exits"], cmds["escape"] = cmdExits, cmdEscape
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("KDOC_CACHE", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("NO_COLOR", "")
			env.Values[llmServer{}] = new(*llmtest.Server)
			for _, kv := range []string{"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a",
				"GIT_COMMITTER_EMAIL=a@example.com", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
				"GIT_AUTHOR_DATE=2024-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2024-01-01T00:00:00Z"} {
				k, v, _ := strings.Cut(kv, "=")
				env.Setenv(k, v)
			}
			return nil
		},
		Cmds: cmds,
	})
}

// cmdExits runs a command and compares its exit code: exits 3 kdoc check. The
// output is there for stdout, stderr and cmp as after exec.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if exit := (*exec.ExitError)(nil); err != nil {
		var ok bool
		if exit, ok = err.(*exec.ExitError); !ok {
			ts.Fatalf("%v", err)
		}
		code = strings.TrimSpace(strings.TrimPrefix(exit.Error(), "exit status"))
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s\nstderr: %s", code, args[0], ts.ReadFile("stderr"))
	}
}

// cmdEscape writes a file with the escapes \e, \a and \uNNNN of another: what
// is hostile to a terminal is no friend of a test archive either.
func cmdEscape(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: escape FROM TO")
	}
	text := strings.NewReplacer(`\e`, "\x1b", `\a`, "\a", `\u202e`, "\u202e", `\xff`, "\xff").Replace(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}

// sampleOptions are settings of the sample rule about words.
type sampleOptions struct {
	Words []string `yaml:"words" jsonschema_description:"Words that must not occur."`
	Limit int      `yaml:"limit" jsonschema_description:"Longest line allowed; 0 is any."`
}

// sampleChecks are rules simple enough to read their outcome off the tree.
func sampleChecks() []*checks.Check {
	page := func(title string) string {
		return "# " + title + "\n\n## Why\n\nBecause `x` [matters](https://example.com/x).\n\n## Bad\n\n```go\nfunc\tbad()\n```\n\n## Good\n\n```go\nfunc good()\n```\n\n" +
			"## Fix\n\nUse the other.\n\n## When to ignore\n\nRarely.\n\n## Source\n\nkdoc's tests.\n"
	}
	return []*checks.Check{
		{
			ID: "KX001", Slug: "sample-import", Doc: page("no file imports what is forbidden"), Since: "v0.1.0",
			Severity: checks.Error, Run: runSampleImport,
		},
		{
			ID: "KX002", Slug: "sample-word", Doc: page("no line holds a bad word"), Since: "v0.1.0",
			Severity: checks.Warning, Fix: checks.FixSafe,
			Options: func() any { return &sampleOptions{Words: []string{"teh"}} }, Run: runSampleWord,
		},
		{
			ID: "KX003", Slug: "sample-optin", Doc: page("nothing is named optin"), Since: "v0.1.0",
			Severity: checks.Info, OptIn: true, Fix: checks.FixUnsafe, Run: runSampleImport,
		},
		{
			ID: "KX004", Slug: "sample-slow", Doc: page("time flies"), Since: "v0.1.0",
			Severity: checks.Info, OptIn: true, Run: func(*checks.Pass) error { time.Sleep(time.Hour); return nil },
		},
		{
			ID: "KX005", Slug: "sample-panic", Doc: page("checks do not panic"), Since: "v0.1.0",
			Severity: checks.Info, OptIn: true, Run: func(*checks.Pass) error { panic("sample") },
		},
	}
}

func runSampleImport(p *checks.Pass) error {
	for _, pkg := range p.Tree.Packages {
		for _, f := range pkg.Files {
			for _, imp := range f.Header.Imports {
				if strings.Contains(imp.Path, "forbidden") && f.Active {
					p.Report(checks.Diagnostic{
						Path: f.Path, Pos: imp.PathPos, End: imp.End, Symbol: pkg.ImportPath + " -> " + imp.Path,
						Message: "import of `" + imp.Path + "` is forbidden", Remedy: "import something else",
						Related: []checks.Related{{Path: "go.mod", Pos: walk.Pos{Line: 1, Col: 1}, Message: "the module"}},
					})
				}
			}
		}
	}
	return nil
}

// runSampleWord reports words of the options; the fix of "teh" is safe, that of
// others is not.
func runSampleWord(p *checks.Pass) error {
	for _, path := range p.Tree.Paths() {
		if ext := filepath.Ext(path); ext != ".go" && ext != ".md" && ext != ".mod" {
			continue
		}
		src, err := p.ReadFile(path)
		if err != nil {
			return err
		}
		off := 0
		for i, line := range bytes.SplitAfter(src, []byte("\n")) {
			for _, w := range p.Options.(*sampleOptions).Words {
				at := bytes.Index(line, []byte(w))
				if at < 0 {
					continue
				}
				fix := checks.Fix{Message: "write the", Class: checks.FixSafe, Edits: []checks.Edit{{Path: path, Start: off + at, End: off + at + len(w), New: "the"}}}
				if w != "teh" {
					fix.Message, fix.Class, fix.Edits[0].New = "delete it", checks.FixUnsafe, ""
				}
				p.Report(checks.Diagnostic{
					Path: path, Pos: walk.Pos{Line: i + 1, Col: at + 1}, End: walk.Pos{Line: i + 1, Col: at + 1 + len(w)},
					Symbol: path + " " + w, Message: "the word `" + w + "`: " + strings.TrimSpace(string(line)), Fixes: []checks.Fix{fix},
				})
			}
			off += len(line)
		}
	}
	return nil
}
