package eval

import (
	"context"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// allPrograms makes the tests that compare with the toolchain's own programs and
// examples go through all of these if it is 1, or those whose name it matches, and
// print what they found, instead of a few.
const allPrograms = "KDOC_EVAL_ALL"

// An outcome is how the evaluation of a program of the toolchain's compares with
// running it.
type outcome string

const (
	agrees  outcome = "agrees"
	differs outcome = "differs"
	unknown outcome = "unknown" // it rests on what is not known, and says so
	bounded outcome = "over budget"
)

// evaluateAll evaluates main packages of one tree, sharing what they import. Each
// source is a package of its own.
func evaluateAll(t *testing.T, sources map[string]string, judge func(name string, in *Interp, stop *Stop, err error)) {
	archive := "-- go.mod --\nmodule example.com/p\n\ngo 1.26\n"
	names := make([]string, 0, len(sources))
	for name := range sources {
		names = append(names, name)
	}
	slices.Sort(names)
	var roots []string
	for i, name := range names {
		archive += fmt.Sprintf("-- p%04d/main.go --\n%s\n", i, sources[name])
		roots = append(roots, fmt.Sprintf("example.com/p/p%04d", i))
	}
	tree := walktest.Open(t, archive, walk.Options{})
	prog, err := typed.Load(context.Background(), typed.Options{Tree: tree, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		part := prog.Closure(roots[i])
		in := New(context.Background(), Options{Program: part, Budget: Budget{Steps: 10_000_000, Time: 20 * time.Second}})
		stop, err := in.Run(roots[i])
		judge(name, in, stop, err)
	}
}

// runOnly finds the programs of $GOROOT/test that are just run.
func runOnly(t *testing.T) map[string]string {
	first := regexp.MustCompile(`^(//go:build[^\n]*\n+)?// run\n`)
	out := map[string]string{}
	for _, pattern := range []string{"*.go", "*/*.go"} {
		files, _ := filepath.Glob(filepath.Join(build.Default.GOROOT, "test", pattern))
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !first.Match(src) || strings.HasPrefix(string(src), "//go:build") || strings.Contains(string(src), "-- ") {
				continue
			}
			out[strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(build.Default.GOROOT)+"/test/")] = string(src)
		}
	}
	if len(out) == 0 {
		t.Skip("the toolchain has no test programs")
	}
	return out
}

// TestToolchainPrograms evaluates programs of the Go project's own tests. They
// panic or exit with an error if something is wrong, and some print.
func TestToolchainPrograms(t *testing.T) {
	sources := runOnly(t)
	which := os.Getenv(allPrograms)
	all := which != ""
	if only, err := regexp.Compile(which); which != "1" {
		for name := range sources {
			if err != nil || !all && !slices.Contains(sampled, name) || all && !only.MatchString(name) {
				delete(sources, name)
			}
		}
	}
	count := map[outcome]int{}
	evaluateAll(t, sources, func(name string, in *Interp, stop *Stop, err error) {
		o, why := judged(name, in, stop, err)
		count[o]++
		switch {
		case o == differs && knownDifferences[name] == "":
			t.Errorf("%s: %s", name, why)
		case all && o != agrees:
			t.Logf("%s: %s: %s", name, o, why)
		case !all && o != agrees:
			t.Errorf("%s: %s: %s", name, o, why)
		}
	})
	t.Logf("%d programs: %v", len(sources), count)
}

func judged(name string, in *Interp, stop *Stop, err error) (outcome, string) {
	doubtful := append(slices.Clone(in.Diagnostics()), Diagnostic{})[0]
	over := in.dead != nil
	switch {
	case over:
		return bounded, err.Error()
	case doubtful.Msg != "":
		return unknown, fmt.Sprintf("%s %s", doubtful.Pos, doubtful.Msg)
	case err != nil && strings.Contains(err.Error(), "unknown value"):
		return unknown, err.Error()
	case err != nil:
		return differs, err.Error()
	case stop.Why == "exit" && stop.Exit != 0:
		return differs, fmt.Sprintf("exit %d after %q", stop.Exit, in.Output())
	case stop.Why == "blocked":
		return unknown, "blocked"
	}
	want, _ := os.ReadFile(filepath.Join(build.Default.GOROOT, "test", strings.TrimSuffix(name, ".go")+".out"))
	if got := in.Output(); len(want) > 0 && got != "" && got != string(want) {
		return differs, fmt.Sprintf("printed %q, want %q", cut(got), cut(string(want)))
	}
	return agrees, ""
}

func cut(s string) string { return s[:min(len(s), 300)] }

// sampled are the programs that every test run goes through.
var sampled = []string{"append.go", "closedchan.go", "cmp.go", "complit.go", "defer.go"}

// knownDifferences are the programs whose evaluation differs, with the reason.
var knownDifferences = func() map[string]string {
	out := map[string]string{}
	for reason, names := range map[string]string{
		"nothing is collected, so no finalizer runs": "deferfin.go mallocfin.go stackobj.go stackobj3.go fixedbugs/issue27518b.go fixedbugs/issue32477.go " +
			"fixedbugs/issue46725.go fixedbugs/issue54343.go fixedbugs/issue5493.go fixedbugs/issue57823.go fixedbugs/issue59293.go",
		"goroutines run one at a time, and a send does not wait": "chan/nonblock.go chan/select.go chan/select3.go fixedbugs/bug147.go fixedbugs/issue4313.go",
		"it starts the go command or reads its own files":        "fixedbugs/bug369.go fixedbugs/issue14636.go fixedbugs/issue9355.go linkx_run.go env.go",
		"it is not built here, or needs cgo or another platform": "fixedbugs/bug514.go fixedbugs/issue10607.go fixedbugs/issue24187.go fixedbugs/issue38093.go fixedbugs/issue40954.go " +
			"fixedbugs/issue42032.go fixedbugs/issue42076.go fixedbugs/issue46903.go fixedbugs/issue51733.go nilptr_aix.go",
		"reflect is modelled in part": "fixedbugs/issue19113.go fixedbugs/issue28748.go fixedbugs/issue31546.go fixedbugs/issue37716.go fixedbugs/issue44830.go " +
			"fixedbugs/issue59411.go reflectmethod1.go reflectmethod2.go reflectmethod3.go reflectmethod4.go reflectmethod5.go",
		"addresses and layouts in memory are not those of a machine": "blank.go zerosize.go fixedbugs/issue21221.go devirtualization_nil_panics.go fixedbugs/issue60601.go fixedbugs/issue65417.go",
		"it prints to standard error":                                "fixedbugs/issue21808.go",
		"types of one name in nested functions are spelled alike":    "typeparam/nested.go",
	} {
		for _, name := range strings.Fields(names) {
			out[name] = reason
		}
	}
	return out
}()
