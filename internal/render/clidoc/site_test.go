package clidoc

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// What is not known is on the page that shows it, with the reason; search finds
// flags where they are declared.
func TestDocsForSite(t *testing.T) {
	at := commands.Position{Path: "cmd/tool/main.go", Line: 7}
	child := &commands.Command{Use: "get", Short: commands.UnknownText, Runnable: true, Pos: at,
		Unknown: []commands.Unknown{{Field: "short", Reason: "calls os.Hostname", Pos: at}},
		Flags: []*commands.Flag{
			{Name: "output", Shorthand: "o", Usage: "Format of `what` is printed", Type: "string", Default: "json", Pos: at, Values: []string{"json", "yaml"}},
			{Name: "old", Usage: "x", Type: "bool", Bool: true, Deprecated: "use --output", Pos: at},
		}}
	p := &commands.Program{Name: "tool", Package: "example.org/tool", Library: "cobra",
		Root: &commands.Command{Use: "tool", Commands: []*commands.Command{child},
			Persistent: []*commands.Flag{{Name: "wide", Usage: "Wide", Type: "bool", Bool: true, Pos: at}}},
		Unknown: []commands.Unknown{{Reason: "commands depend on the weather", Pos: at}}}
	p.Finish()
	docs := Docs(p, Options{Deprecated: true})
	if len(docs.Pages) != 2 || len(docs.Notes) != 1 || len(docs.Flags.Rows) != 2 {
		t.Fatalf("%d pages, %d notes, %d flags", len(docs.Pages), len(docs.Notes), len(docs.Flags.Rows))
	}
	if names := docs.Pages[1].Names; !names["--output"] || !names["--old"] || names["--wide"] || names["--help"] {
		t.Errorf("search finds %v on the page of get", names)
	}
	if !docs.Pages[0].Names["--wide"] {
		t.Error("search does not find --wide where it is declared")
	}
	text := ""
	err := markdown.New().Render(t.Context(), render.NewSite("tool", docs.Pages), func(f render.File) error { text += string(f.Data); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Not known", "`short`: calls os.Hostname", "Default: `json`", "One of: `json`, `yaml`", "## Deprecated options", "use --output"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	none := Docs(&commands.Program{Name: "x", Package: "example.org/x", Unknown: []commands.Unknown{{Field: "root", Reason: "too hard"}}}, Options{})
	if len(none.Pages) != 0 || len(none.Notes) != 1 {
		t.Errorf("of a program without a command tree there are %d pages, %d notes", len(none.Pages), len(none.Notes))
	}
}
