package walk_test

import (
	"context"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// benchTree is the tree to measure on: KDOC_BENCH_TREE, or the bundled sample.
func benchTree(b *testing.B) string {
	if dir := os.Getenv("KDOC_BENCH_TREE"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "testdata", "kubernetes")
}

// goFiles lists the files the loader reads: no vendor, testdata, _ and . dirs.
func goFiles(b *testing.B, root string) []string {
	var files []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if n := d.Name(); d.IsDir() && p != root && (n == "vendor" || n == "testdata" || n[0] == '_' || n[0] == '.') {
			return filepath.SkipDir
		}
		if strings.HasSuffix(p, ".go") && d.Type().IsRegular() {
			files = append(files, p)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}

// parallel is the least a parallel reader of files can cost.
func parallel(files []string, fn func(file string)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				fn(files[i])
			}
		})
	}
	wg.Wait()
}

func benchParse(b *testing.B, mode parser.Mode) {
	files := goFiles(b, benchTree(b))
	for b.Loop() {
		parallel(files, func(file string) { parser.ParseFile(token.NewFileSet(), file, nil, mode) })
	}
	b.ReportMetric(float64(len(files)), "files")
}

// The lower bounds to compare with.
func BenchmarkBareRead(b *testing.B) {
	files := goFiles(b, benchTree(b))
	for b.Loop() {
		parallel(files, func(file string) { os.ReadFile(file) })
	}
}
func BenchmarkBareImports(b *testing.B) { benchParse(b, parser.ImportsOnly) }
func BenchmarkBareFull(b *testing.B)    { benchParse(b, parser.ParseComments) }

func benchOpen(b *testing.B, opts walk.Options) {
	opts.Dir = benchTree(b)
	for b.Loop() {
		tree, err := walk.Open(context.Background(), opts)
		if err != nil {
			b.Fatal(err)
		}
		if err := tree.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) { benchOpen(b, walk.Options{}) }

// BenchmarkOpenSyntax parses every file in full, as the bare parse does.
func BenchmarkOpenSyntax(b *testing.B) {
	all := *declCount
	all.Wants = func(*walk.File) bool { return true }
	benchOpen(b, walk.Options{Extract: []*walk.Extractor{&all}})
}

func BenchmarkOpenWarm(b *testing.B) {
	store := cache.Open(b.TempDir(), 0)
	tree, err := walk.Open(context.Background(), walk.Options{Dir: benchTree(b), Cache: store})
	if err != nil {
		b.Fatal(err)
	}
	tree.Close()
	benchOpen(b, walk.Options{Cache: store})
}
