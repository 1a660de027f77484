package partial

import (
	"context"
	"fmt"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"go/ast"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	tr := os.Getenv("TREE")
	if tr == "" {
		t.Skip()
	}
	for range 2 {
		t0 := time.Now()
		tree, err := walk.Open(context.Background(), walk.Options{Dir: tr, Vendor: true, Cache: cache.Open("/tmp/explain-cache", 0)})
		if err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		p, err := Load(context.Background(), Options{Tree: tree, Focus: strings.Split(os.Getenv("ROOT"), ",")})
		if err != nil {
			t.Fatal(err)
		}
		t2 := time.Now()
		var ms runtime.MemStats
		runtime.ReadMemStats(&ms)
		fmt.Println(t1.Sub(t0), t2.Sub(t1), p.Loaded, "missing", p.Missing, ms.HeapAlloc>>20, ms.Sys>>20)
		un, all := 0, 0
		for _, q := range p.Packages {
			for _, f := range q.Files {
				ast.Inspect(f, func(n ast.Node) bool {
					if s, ok := n.(*ast.SelectorExpr); ok {
						all++
						if q.Info.Uses[s.Sel] == nil {
							un++
							if un < 12 {
								fmt.Println(p.Fset.Position(s.Pos()), s.Sel.Name)
							}
						}
					}
					return true
				})
			}
		}
		fmt.Println("selectors", all, "unresolved", un)
		tree.Close()
	}
}
