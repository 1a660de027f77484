package apiscope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// tree is an API of n packages of fifty structs of ten fields.
func tree(n int) string {
	var b strings.Builder
	b.WriteString("-- go.mod --\nmodule example.dev/shop\n")
	for v := range n {
		fmt.Fprintf(&b, "-- api/group%d/v1/types.go --\n// Package v1 is a version.\n// +groupName=group%d.example.dev\npackage v1\n", v, v)
		for i := range 50 {
			fmt.Fprintf(&b, "\n// Type%d is a type.\ntype Type%d struct {\n", i, i)
			for j := range 10 {
				fmt.Fprintf(&b, "\t// field%d says `field0` and, over\n\t// two lines, some more words.\n\t// +optional\n"+
					"\tField%d map[string]*Type1 `json:\"field%d,omitempty\" protobuf:\"bytes,%d,opt,name=field%d\"`\n", j, j, j, j+1, j)
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

// BenchmarkChecks runs every check on API types over 20,000 fields.
func BenchmarkChecks(b *testing.B) {
	t := walktest.Open(b, tree(40), walk.Options{})
	var plan checks.Plan
	for _, c := range suite.All() {
		for _, x := range c.Extract {
			if x == api.Extractor {
				plan.Settings = append(plan.Settings, checks.Setting{Check: c, Asked: true})
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := t.Load(b.Context(), api.Extractor); err != nil { // drops the view
			b.Fatal(err)
		}
		res, err := checks.Run(b.Context(), t, plan)
		if err != nil || len(res.Failed) > 0 {
			b.Fatal(err, res.Failed)
		}
	}
	b.ReportMetric(float64(len(plan.Settings)), "checks")
}
