package api

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func TestReal(t *testing.T) {
	dir := os.Getenv("KDOC_TREE")
	if dir == "" {
		t.Skip()
	}
	t0 := time.Now()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t1 := time.Now()
	if err := tree.Load(context.Background(), Extractor); err != nil {
		t.Fatal(err)
	}
	t2 := time.Now()
	v := NewView(tree)
	t3 := time.Now()
	n, files, types, members := 0, 0, 0, 0
	var bytes int64
	for _, p := range tree.Packages {
		for _, f := range p.Files {
			if x := FactsOf(f); x != nil {
				n += len(appendFacts(nil, x))
				files++
				bytes += f.Size
			}
		}
	}
	for _, p := range v.Packages {
		types += len(p.Types)
		for _, d := range p.Types {
			members += len(d.Members())
		}
		fmt.Println(p.Path(), p.Ref.ImportPath, len(p.Types))
	}
	chosen, by := v.Chosen(DescriptionScript)
	fmt.Println("open", t1.Sub(t0), "load", t2.Sub(t1), "view", t3.Sub(t2), "files", files, bytes, "facts", n, "pkgs", len(v.Packages), "types", types, "members", members, "chosen", len(chosen), by)
}
