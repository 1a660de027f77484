package eval

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

func TestScratch(t *testing.T) {
	tr := os.Getenv("TREE")
	if tr == "" {
		t.Skip()
	}
	debugStack = os.Getenv("STACK") != ""
	t0 := time.Now()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: tr, Vendor: true, Tags: strings.Fields(os.Getenv("TAGS"))})
	if err != nil {
		t.Fatal(err)
	}
	t1 := time.Now()
	prog, err := typed.Load(context.Background(), typed.Options{Tree: tree, Roots: strings.Fields(os.Getenv("ROOT"))})
	if err != nil {
		t.Fatal(err)
	}
	t2 := time.Now()
	if os.Getenv("PROF") != "" {
		f, _ := os.Create(os.Getenv("PROF"))
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	in := New(context.Background(), Options{Program: prog, Env: map[string]string{"HOME": "/home/username"}})
	var stop *Stop
	ti := time.Now()
	if stop, err = in.Init(); err != nil || stop != nil {
		fmt.Println("INIT", stop, err)
	}
	fmt.Println("init", time.Since(ti), in.Stats())
	if e := os.Getenv("ENTRY"); e != "" {
		i := strings.LastIndex(e, ".")
		v, s, er := in.Call(strings.Fields(os.Getenv("ROOT"))[0], e[:i], e[i+1:])
		fmt.Printf("%T\n", v)
		stop, err = s, er
	} else {
		stop, err = in.Run(strings.Fields(os.Getenv("ROOT"))[0])
	}
	t3 := time.Now()
	fmt.Println("open", t1.Sub(t0), "types", t2.Sub(t1), "eval", t3.Sub(t2), in.Stats())
	if stop != nil {
		fmt.Println("STOP", stop.Why, in.fset.Position(stop.Pos), stop.Exit)
	}
	fmt.Println("ERR", err)
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println("heap", ms.HeapAlloc>>20, "sys", ms.Sys>>20)
	for i, d := range in.Diagnostics() {
		if i < 60 {
			s := fmt.Sprint(d.Pos, ": ", d.Msg)
			if len(s) > 400 && os.Getenv("STACK") == "" {
				s = s[:400]
			}
			fmt.Println(s)
		}
	}
	fmt.Println(len(in.Diagnostics()), "diagnostics")
}
