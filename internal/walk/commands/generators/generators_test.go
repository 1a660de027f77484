package generators_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/generators"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const tree = `
-- go.mod --
module example.com/tree

go 1.24
-- cmd/docs/main.go --
package main

import (
	"os"

	"github.com/spf13/cobra/doc"
	"example.com/tree/pkg/cmd"
)

func main() {
	path := "docs/"
	dir, err := outDir(path)
	if err != nil {
		os.Exit(1)
	}
	tool := cmd.NewCommand(os.Stdin)
	doc.GenMarkdownTree(tool, dir)
}
-- cmd/kubedocs/main.go --
package main

import (
	"os"

	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
	server "example.com/tree/cmd/server/app"
	"example.com/tree/pkg/cmd"
)

func main() {
	switch os.Args[2] {
	case "server":
		s := server.NewServerCommand()
		doc.GenMarkdownTree(s, os.Args[1])
	case "tool":
		pflag.CommandLine = pflag.NewFlagSet(os.Args[0], pflag.ExitOnError)
		t := cmd.NewCommand(nil)
		doc.GenMarkdownTree(t, os.Args[1])
		postprocess(t, os.Args[1], cut)
	default:
		os.Exit(1)
	}
}
-- cmd/man/main.go --
package main

import (
	"os"

	mangen "github.com/cpuguy83/go-md2man/v2/md2man"
	"example.com/tree/pkg/cmd"
)

func main() {
	switch module := os.Args[2]; module {
	case "tool":
		tool := cmd.NewCommand(nil)
		write(tool, "", os.Args[1])
		for _, c := range tool.Commands() {
			write(c, "tool", os.Args[1])
		}
	}
}

func render(b []byte) []byte { return mangen.Render(b) }
-- cmd/yaml/main.go --
package main

import (
	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"
	"example.com/tree/pkg/cmd"
)

func main() {
	tool := cmd.NewCommand(nil)
	write(tool, "", "docs")
}

func write(c *cobra.Command, parent, dir string) { yaml.Marshal(c.Name()) }
-- cmd/tool/main.go --
package main

import (
	"github.com/spf13/cobra"
	"example.com/tree/pkg/cmd"
)

func main() {
	var c *cobra.Command = cmd.NewCommand(nil)
	c.Execute()
}
`

func TestFind(t *testing.T) {
	got, err := generators.Find(walktest.Open(t, tree, walk.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	const tool = "example.com/tree/pkg/cmd.NewCommand"
	want := []generators.Generator{
		{Package: "example.com/tree/cmd/docs", Format: generators.Markdown, Entries: []generators.Entry{{Func: tool}}},
		{Package: "example.com/tree/cmd/kubedocs", Format: generators.Components, Entries: []generators.Entry{
			{Module: "server", Func: "example.com/tree/cmd/server/app.NewServerCommand"},
			{Module: "tool", Func: tool, NoGlobals: true, Edited: true},
		}},
		{Package: "example.com/tree/cmd/man", Format: generators.Man, Entries: []generators.Entry{{Module: "tool", Func: tool}}},
		{Package: "example.com/tree/cmd/yaml", Format: generators.YAML, Entries: []generators.Entry{{Func: tool}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWriters: a generator is found whatever statement its writer is called in, in
// whatever package, and what happens to the command before that counts.
func TestWriters(t *testing.T) {
	const tree = `
-- go.mod --
module example.com/m

go 1.24
-- cmd/plain/main.go --
package main

import (
	"example.com/m/app"
	"github.com/spf13/cobra/doc"
)

func main() {
	c := app.New()
	doc.GenMarkdownTree(c, "docs")
}
-- cmd/tagged/main.go --
package main

import (
	"example.com/m/app"
	"github.com/spf13/cobra/doc"
)

func main() {
	c := app.New()
	c.DisableAutoGenTag = true
	doc.GenMarkdownTree(c, "docs")
}
-- cmd/checked/main.go --
package main

import (
	"example.com/m/app"
	cobradoc "github.com/spf13/cobra/doc"
)

func main() {
	if err := cobradoc.GenMarkdownTree(app.New(), "docs"); err != nil {
		panic(err)
	}
}
-- cmd/tool/main.go --
package main

import "example.com/m/docs"

func main() { docs.Command().Execute() }
-- cmd/other/main.go --
package main

import "example.com/m/app"

func main() { app.New().Execute() }
-- docs/docs.go --
package docs

import (
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func Command() *cobra.Command {
	return &cobra.Command{RunE: func(c *cobra.Command, _ []string) error { return doc.GenMarkdownTree(c.Root(), ".") }}
}
-- app/app.go --
package app

import "github.com/spf13/cobra"

func New() *cobra.Command { return nil }
`
	found, err := generators.Find(walktest.Open(t, tree, walk.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	main := []generators.Entry{{Main: true}}
	want := []generators.Generator{
		{Package: "example.com/m/cmd/checked", Format: generators.Markdown, Entries: main},
		{Package: "example.com/m/cmd/plain", Format: generators.Markdown, Entries: []generators.Entry{{Func: "example.com/m/app.New"}}},
		{Package: "example.com/m/cmd/tagged", Format: generators.Markdown, Entries: []generators.Entry{{Func: "example.com/m/app.New", Main: true}}},
		{Package: "example.com/m/cmd/tool", Format: generators.Markdown, Entries: main},
	}
	if d := cmp.Diff(want, found); d != "" {
		t.Error(d)
	}
}
