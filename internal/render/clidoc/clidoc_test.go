package clidoc_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/render/man"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

var update = flag.Bool("update", false, "rewrite the outputs in testdata")

// printers are what a section of a case is made with: "printer/file". Those with
// a version in their name stand for the libraries of a generation of trees.
var printers = map[string]func(*commands.Program) ([]render.File, error){
	"gendocs": func(p *commands.Program) ([]render.File, error) {
		return clidoc.GenDocs(p, profile("v1.10.0", "v1.0.9", "")), nil
	},
	"gendocs-1.22": func(p *commands.Program) ([]render.File, error) {
		return clidoc.GenDocs(p, profile("v1.1.3", "v1.0.5", "")), nil
	},
	"include": func(p *commands.Program) ([]render.File, error) {
		return clidoc.ForInclude(clidoc.GenDocs(p, profile("v1.7.0", "v1.0.5", ""))), nil
	},
	"genman-2.0.0": func(p *commands.Program) ([]render.File, error) {
		return clidoc.GenMan(p, profile("v1.1.3", "v1.0.5", "v2.0.0")), nil
	},
	"genman-2.0.2": func(p *commands.Program) ([]render.File, error) {
		return clidoc.GenMan(p, profile("v1.7.0", "v1.0.5", "v2.0.2")), nil
	},
	"genman-2.0.6": func(p *commands.Program) ([]render.File, error) {
		return clidoc.GenMan(p, profile("v1.10.0", "v1.0.9", "v2.0.6")), nil
	},
	"genyaml": func(p *commands.Program) ([]render.File, error) { return clidoc.GenYAML(p, profile("v1.7.0", "", "")) },
	"markdown": func(p *commands.Program) ([]render.File, error) {
		return format(markdown.New(), p, clidoc.Options{})
	},
	"everything": func(p *commands.Program) ([]render.File, error) {
		return format(markdown.New(), p, clidoc.Options{Hidden: true, Deprecated: true})
	},
	"hugo": func(p *commands.Program) ([]render.File, error) {
		return format(markdown.With(render.Hugo), p, clidoc.Options{})
	},
	"docusaurus": func(p *commands.Program) ([]render.File, error) {
		return format(markdown.With(render.Docusaurus), p, clidoc.Options{})
	},
	"man":  func(p *commands.Program) ([]render.File, error) { return format(man.New(), p, clidoc.Options{}) },
	"yaml": func(p *commands.Program) ([]render.File, error) { return clidoc.YAML(p, clidoc.Options{}) },
	"component": func(p *commands.Program) ([]render.File, error) {
		return clidoc.Components(p, clidoc.Options{}, render.NoFrontMatter), nil
	},
	"component-hugo": func(p *commands.Program) ([]render.File, error) {
		return clidoc.Components(p, clidoc.Options{}, render.Hugo), nil
	},
}

func profile(cobra, pflag, md2man string) clidoc.Profile {
	p := clidoc.ProfileOf(func(module string) string {
		return map[string]string{"github.com/spf13/cobra": cobra, "github.com/spf13/pflag": pflag, "github.com/cpuguy83/go-md2man/v2": md2man}[module]
	})
	p.Date = "2-Jan-2006"
	return p
}

func format(f render.Format, p *commands.Program, opts clidoc.Options) ([]render.File, error) {
	site := render.NewSite("example.com/tool", clidoc.Pages(p, opts))
	var err error
	if site.Source, err = render.NewSource("https://example.com/{path}#L{line}", ""); err != nil {
		return nil, err
	}
	var out []render.File
	err = f.Render(context.Background(), site, func(f render.File) error { out = append(out, f); return nil })
	return out, err
}

// A case is a program and any of the files that printers make of it.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCase(t, name) })
	}
}

func runCase(t *testing.T, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	programs, err := commands.Decode(bytes.NewReader(ar.Files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	for i := range ar.Files[1:] {
		f := &ar.Files[i+1]
		printer, file, _ := strings.Cut(f.Name, "/")
		if printers[printer] == nil {
			t.Errorf("section %s: no printer %q", f.Name, printer)
			continue
		}
		got := "no such file\n"
		files, err := printers[printer](programs[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range files {
			if out.Path == file {
				got = string(out.Data)
			}
		}
		if !strings.HasSuffix(got, "\n") {
			got += "\n" // all an archive can hold
		}
		if *update {
			f.Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s differs (-want +got); if it should, run go test -update\n%s", f.Name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
