package eval

import "testing"

func TestEmbed(t *testing.T) {
	in := load(t, `
-- go.mod --
module example.com/p

go 1.24
-- main.go --
package main

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed help.txt
var help string

var (
	// Pages are shown on request.
	//
	//go:embed "pages" all:more/*.md
	pages embed.FS

	//go:embed help.txt
	raw []byte
)

func main() {
	fmt.Print(help, len(raw), "\n")
	fs.WalkDir(pages, ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Println(path, d.IsDir(), err)
		return nil
	})
	b, err := pages.ReadFile("pages/b/c.txt")
	fmt.Printf("%s%v\n", b, err)
	_, err = pages.ReadFile("pages/_hidden.txt")
	fmt.Println(err)
}
-- help.txt --
Some help.
-- pages/a.txt --
a
-- pages/_hidden.txt --
hidden
-- pages/b/c.txt --
text of c
-- more/x.md --
-- more/y.txt --
`)
	if _, err := in.Run("example.com/p"); err != nil {
		t.Fatal(err)
	}
	const want = `Some help.
11
. true <nil>
more true <nil>
more/x.md false <nil>
pages true <nil>
pages/a.txt false <nil>
pages/b true <nil>
pages/b/c.txt false <nil>
text of c
<nil>
open pages/_hidden.txt: file does not exist
`
	if got := in.Output(); got != want {
		t.Errorf("printed\n%s\nwant\n%s\n%v", got, want, in.Diagnostics())
	}
}
