//go:build unix

package main

import (
	"cmp"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
)

// bareEnv makes this test binary a process that only parses: "imports DIR" or
// "full DIR", with "+vendor" appended to the mode to take vendored files in. With
// "types:PROGRAM DIR" it parses and type-checks what a program is built from, as
// any tool does that is built on go/packages.
const bareEnv = "KDOC_BARE"

// TestBareProcess is not a test but the other side of BenchmarkProcess.
func TestBareProcess(t *testing.T) {
	mode, dir, ok := strings.Cut(os.Getenv(bareEnv), " ")
	if !ok {
		t.Skip("only as a child of the benchmark")
	}
	if program, ok := strings.CutPrefix(mode, "types:"); ok {
		cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "CGO_ENABLED=0", "GOPROXY=off")}
		if _, err := packages.Load(cfg, "./"+program); err != nil {
			t.Fatal(err)
		}
		return
	}
	mode, vendor := strings.CutSuffix(mode, "+vendor")
	parse := parser.ParseComments
	if mode == "imports" {
		parse = parser.ImportsOnly
	}
	files := listGo(dir, vendor)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				parser.ParseFile(token.NewFileSet(), files[i], nil, parse)
			}
		})
	}
	wg.Wait()
}

func listGo(root string, vendor bool) (files []string) {
	filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if n := d.Name(); d.IsDir() && p != root && (n == "vendor" && !vendor || n == "testdata" || n[0] == '_' || n[0] == '.') {
			return filepath.SkipDir
		}
		if strings.HasSuffix(p, ".go") && d.Type().IsRegular() {
			files = append(files, p)
		}
		return nil
	})
	return files
}

// BenchmarkProcess runs kdoc as a whole process in turn with a process that does
// nothing but parse the same files, and reports the median ratio of their wall
// times ("x") and kdoc's peak memory. KDOC_BENCH_TREE names the tree.
func BenchmarkProcess(b *testing.B) {
	tree := os.Getenv("KDOC_BENCH_TREE")
	if tree == "" {
		tree = filepath.Join("..", "..", "testdata", "kubernetes")
	}
	bin := filepath.Join(b.TempDir(), "kdoc")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	const imports = "import-restrictions,import-allowlist,import-alias,import-staging,module-unwanted,module-conflict"
	site := filepath.Join(b.TempDir(), "site")
	// One program is evaluated: KDOC_BENCH_PROGRAM, or one of the sample's.
	program := cmp.Or(os.Getenv("KDOC_BENCH_PROGRAM"), "cmd/fleetctl")
	for _, c := range []struct {
		name, bare string
		warm       bool
		args       []string
	}{
		{"commands", "types:" + program, false, []string{"commands", tree, program, "--no-cache"}},
		{"commands-warm", "imports+vendor", true, []string{"commands", tree, program, "--cache-dir", b.TempDir()}},
		{"gen-markdown-warm", "imports+vendor", true, []string{"gen", "markdown", tree, program, "--commands", "--cache-dir", b.TempDir(), "-o", site}},
		{"explain", "imports+vendor", false, []string{"explain", program, "--tree", tree, "--no-cache"}},
		{"summarize", "imports+vendor", false, []string{"summarize", tree, "--no-cache", "-o", site}},
		{"check-imports", "imports+vendor", false, []string{"check", tree, "--no-cache", "--only", imports}},
		{"check-all", "imports+vendor", false, []string{"check", tree, "--no-cache"}},
		{"check-api", "imports+vendor", false, []string{"check", tree, "--no-cache", "--only", "KA*"}},
		{"check-warm", "imports+vendor", true, []string{"check", tree, "--cache-dir", b.TempDir()}},
		{"gen-api", "imports+vendor", false, []string{"gen", "api", tree, "--no-cache", "-o", site}},
		{"site", "full", false, []string{"site", tree, "--no-cache", "-o", site}},
	} {
		b.Run(c.name, func(b *testing.B) {
			if c.warm {
				process(b, "", bin, c.args...)
				time.Sleep(2100 * time.Millisecond) // until the files' times are trusted
				process(b, "", bin, c.args...)
			}
			var ratios, walls []float64
			var peak int64
			for range max(3*b.N, 3) {
				os.RemoveAll(site)
				bare := process(b, bareEnv+"="+c.bare+" "+tree, os.Args[0], "-test.run=^TestBareProcess$")
				own := process(b, "", bin, c.args...)
				ratios, walls, peak = append(ratios, own.wall/bare.wall), append(walls, own.wall), max(peak, own.peak)
			}
			b.ReportMetric(median(ratios), "x")
			b.ReportMetric(median(walls), "s")
			b.ReportMetric(float64(peak)/1e6, "MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkBuild compares writing the documents of one of the tree's generators
// with building that with an empty build cache and running it. It takes minutes,
// so it has to be asked for: KDOC_BENCH_BUILD is the generator's directory, such
// as cmd/gendocs, and KDOC_BENCH_TREE the tree, which must be complete.
func BenchmarkBuild(b *testing.B) {
	tree, generator := os.Getenv("KDOC_BENCH_TREE"), os.Getenv("KDOC_BENCH_BUILD")
	if tree == "" || generator == "" {
		b.Skip("KDOC_BENCH_BUILD names no generator")
	}
	dir := b.TempDir()
	bin, built, out := filepath.Join(dir, "kdoc"), filepath.Join(dir, "generator"), filepath.Join(dir, "out")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	if err := os.Mkdir(out, 0o777); err != nil {
		b.Fatal(err)
	}
	own := process(b, "", bin, "gen", "markdown", tree, "--upstream", "--no-cache", "-o", filepath.Join(dir, "docs"))
	build := process(b, "GOCACHE="+filepath.Join(dir, "cache"), "go", "build", "-C", tree, "-o", built, "./"+generator)
	run := process(b, "", built, out)
	b.ReportMetric((build.wall+run.wall)/own.wall, "times-faster")
	b.ReportMetric((build.cpu+run.cpu)/own.cpu, "times-less-cpu")
	b.ReportMetric(own.wall, "s")
	b.ReportMetric(build.wall+run.wall, "build-s")
	b.ReportMetric(float64(own.peak)/1e6, "MB")
	b.ReportMetric(0, "ns/op")
}

// A cost is what a process took: seconds and bytes.
type cost struct {
	wall, cpu float64
	peak      int64
}

// process runs a command to its end; diagnostics are a fine outcome.
func process(b *testing.B, env, bin string, args ...string) (c cost) {
	b.Helper()
	cmd := exec.Command(bin, args...)
	cmd.Env = append(os.Environ(), env)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	c.wall = time.Since(start).Seconds()
	c.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if code := cmd.ProcessState.ExitCode(); code != exitClean && code != exitDiagnostics {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = usage.Maxrss
		if runtime.GOOS != "darwin" { // which counts bytes, others kilobytes
			c.peak *= 1024
		}
	}
	return c
}

func median(xs []float64) float64 {
	slices.Sort(xs)
	if len(xs) == 0 {
		panic("no runs")
	}
	return xs[len(xs)/2]
}
