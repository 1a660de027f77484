// Command wellknowngen writes the table of API types that kdoc knows without
// their source, from modules that the go command finds.
//
//	wellknowngen -o FILE MODULE@VERSION…
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

func main() {
	out := flag.String("o", "", "the file to write")
	flag.Parse()
	if err := run(*out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "wellknowngen:", err)
		os.Exit(1)
	}
}

func run(out string, modules []string) error {
	if out == "" || len(modules) == 0 {
		return fmt.Errorf("usage: wellknowngen -o FILE MODULE@VERSION…")
	}
	var packages []*walk.Package
	for _, m := range modules {
		dir, err := download(m)
		if err != nil {
			return err
		}
		found, err := read(dir, m)
		if err != nil {
			return err
		}
		packages = append(packages, found...)
	}
	slices.SortFunc(packages, func(a, b *walk.Package) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	var buf bytes.Buffer
	if err := api.EncodeWellKnown(&buf, modules, packages); err != nil {
		return err
	}
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

// download has the go command fetch a module and returns where it put it.
func download(module string) (dir string, err error) {
	text, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w", module, err)
	}
	var m struct{ Dir string }
	if err := json.Unmarshal(text, &m); err != nil || m.Dir == "" {
		return "", fmt.Errorf("go mod download %s: no directory in its answer", module)
	}
	return m.Dir, nil
}

// wanted are the packages whose types other APIs are made of.
var wanted = regexp.MustCompile(`^k8s\.io/(api/[a-z]+/v[0-9]+((alpha|beta)[0-9]+)?|api/core/v1|apimachinery/pkg/(apis/meta/v1|runtime|runtime/schema|types|util/intstr|api/resource)|apiextensions-apiserver/pkg/apis/apiextensions/v1)$`)

func read(dir, module string) ([]*walk.Package, error) {
	modulePath, _, _ := strings.Cut(module, "@")
	var out []*walk.Package
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		importPath := path.Join(modulePath, filepath.ToSlash(rel))
		if !wanted.MatchString(importPath) {
			return nil
		}
		if pkg := new(walk.Tree).ReadOutside(importPath, p, path.Join(module, filepath.ToSlash(rel)), api.Extractor); pkg != nil {
			pkg.Files = slices.DeleteFunc(pkg.Files, func(f *walk.File) bool { return api.FactsOf(f).IsEmpty() || f.Header.Generated })
			out = append(out, pkg)
		}
		return nil
	})
	return out, err
}
