package walk

import (
	"go/build"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// MatchFile of go/build is the reference for names and constraints.
func TestActiveAgreesWithGoBuild(t *testing.T) {
	names := []string{"a.go", "a_linux.go", "linux.go", "a_linux_test.go", "linux_test.go", "a_windows_amd64.go", "a_arm64.go",
		"a_b_darwin.go", "a_unix.go", "a_android.go", "a_js_wasm.go", "x.linux.go", "a_linux.x.go", "_a.go", ".a.go", "a_plan9_arm_test.go"}
	headers := []string{"", "//go:build linux\n\n", "//go:build unix && !cgo\n\n", "//go:build tag1 || (windows && amd64)\n\n", "//go:build ignore\n\n",
		"// +build linux darwin\n// +build !arm\n\n", "// +build linux\n", "/* x */\n//go:build !linux\n\n", "/* x */\n// +build !linux\n\n",
		"//go:build go1.18\n\n", "//go:build go1.999\n\n", "//go:build gc\n\n", "//go:build darwin\n// +build linux\n\n",
		"// +build linux\n\n/* c */\n", "// +build linux\n/* c */\n\n", "//go:buildx linux\n\n", "/* c */ //go:build windows\n\n", "\t//go:build windows\n\n"}
	for _, platform := range []string{"linux/amd64", "windows/amd64", "darwin/arm64", "android/arm64", "plan9/arm", "js/wasm"} {
		cfg, err := newBuildConfig([]string{platform}, []string{"tag1"})
		if err != nil {
			t.Fatal(err)
		}
		goos, goarch, _ := strings.Cut(platform, "/")
		for _, name := range names {
			for _, head := range headers {
				src := head + "package a\n"
				ctx := build.Default
				ctx.GOOS, ctx.GOARCH, ctx.BuildTags, ctx.CgoEnabled = goos, goarch, []string{"tag1"}, cfg.targets[0].cgo
				fsys := fstest.MapFS{name: {Data: []byte(src)}}
				ctx.OpenFile = func(p string) (io.ReadCloser, error) { return fsys.Open(strings.TrimPrefix(p, "/")) }
				ctx.ReadDir = func(string) ([]fs.FileInfo, error) { return nil, nil }
				ctx.JoinPath = func(e ...string) string { return strings.Join(e, "/") }
				want, err := ctx.MatchFile("", name)
				if err != nil {
					t.Fatal(err)
				}
				h, _ := parseHeader([]byte(src))
				if got := cfg.active(name, h.Constraint, false); got != want {
					t.Errorf("%s on %s with %q: active = %v, go/build says %v", name, platform, head, got, want)
				}
			}
		}
	}
}

func TestPlatforms(t *testing.T) {
	all, err := newBuildConfig([]string{"all"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Platforms) < 40 || !all.active("a_windows.go", "", false) || all.active("a.go", "ignore", false) || all.active("a_linux.go", "windows", false) {
		t.Errorf("union of platforms is wrong: %v", all.Platforms)
	}
	for _, bad := range []string{"linux", "lunix/amd64", "linux/x86"} {
		if _, err := newBuildConfig([]string{bad}, nil); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("platform %q: error %v", bad, err)
		}
	}
	if _, err := newBuildConfig(nil, []string{"a b"}); err == nil {
		t.Error("tag with a blank accepted")
	}
}
