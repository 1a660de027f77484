package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// source is a file like the largest of Kubernetes' API: n structs of ten
// fields, most of it comments.
func source(n int) string {
	var b strings.Builder
	b.WriteString("package v1\n")
	for i := range n {
		fmt.Fprintf(&b, "\n// Type%d is a type.\n// +genclient\ntype Type%d struct {\n", i, i)
		for j := range 10 {
			fmt.Fprintf(&b, "\t// field%d says `field0` and, over\n\t// two lines, some more words.\n\t// +optional\n"+
				"\tField%d map[string]*v1.Thing `json:\"field%d,omitempty\" protobuf:\"bytes,%d,opt,name=field%d\"`\n", j, j, j, j+1, j)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func BenchmarkExtract(b *testing.B) {
	in := parse(source(300))
	b.SetBytes(int64(len(in.Src)))
	b.ReportAllocs()
	for b.Loop() {
		extract(in)
	}
}

func BenchmarkRead(b *testing.B) {
	packed := string(appendFacts(nil, extract(parse(source(300)))))
	b.SetBytes(int64(len(packed)))
	b.ReportAllocs()
	for b.Loop() {
		if d := walk.NewDecoder(packed); readFacts(d) == nil || d.Err() != nil {
			b.Fatal(d.Err())
		}
	}
}

func BenchmarkPublished(b *testing.B) {
	facts := extract(parse(source(300)))
	b.ReportAllocs()
	for b.Loop() {
		for i := range facts.Types {
			for j := range facts.Types[i].Expr.Fields {
				SwaggerText(facts.Types[i].Expr.Fields[j].Doc)
			}
		}
	}
}
