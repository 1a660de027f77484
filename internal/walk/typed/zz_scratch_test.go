package typed

import (
	"context"
	"fmt"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"os"
	"runtime"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	tr := os.Getenv("TREE")
	if tr == "" {
		t.Skip()
	}
	t0 := time.Now()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: tr, Vendor: true, Tags: []string{"providerless"}})
	if err != nil {
		t.Fatal(err)
	}
	t1 := time.Now()
	p, err := Load(context.Background(), Options{Tree: tree, Roots: []string{os.Getenv("ROOT")}})
	if err != nil {
		t.Fatal(err)
	}
	t2 := time.Now()
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	ne := 0
	for _, q := range p.Packages {
		if len(q.Errors) > 0 {
			ne++
			if ne < 10 {
				fmt.Println(q.Path, q.Errors[0])
			}
		}
	}
	fmt.Println(t1.Sub(t0), t2.Sub(t1), len(p.Packages), "errs", ne, "missing", len(p.Missing), ms.HeapAlloc>>20, ms.Sys>>20)
	for i, m := range p.Missing {
		if i < 8 {
			fmt.Println(m)
		}
	}
}
