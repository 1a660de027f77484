package html

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// BenchmarkSite measures assembling and printing apart, over the bundled tree or
// the one in KDOC_BENCH_TREE.
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("KDOC_BENCH_TREE")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "testdata", "kubernetes")
	}
	ctx := context.Background()
	tree, err := walk.Open(ctx, walk.Options{Dir: dir, Exact: true, Extract: []*walk.Extractor{outline.Extractor}})
	if err != nil {
		b.Fatal(err)
	}
	defer tree.Close()
	b.Run("assemble", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			render.Assemble(render.Input{Tree: tree})
		}
	})
	b.Run("html", func(b *testing.B) {
		s, f := render.Assemble(render.Input{Tree: tree}), newFormat(b)
		b.ReportAllocs()
		pages, size := 0, 0
		for b.Loop() {
			pages, size = 0, 0
			err := f.Render(ctx, s, func(f render.File) error {
				pages++
				size += len(f.Data)
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(pages), "files")
		b.SetBytes(int64(size))
	})
}
