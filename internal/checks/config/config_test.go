package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
)

// sampleOptions are settings of every kind of value a check may use.
type sampleOptions struct {
	Format string            `yaml:"format" json:"format"`
	Max    int               `yaml:"max" json:"max"`
	Strict bool              `yaml:"strict" json:"strict"`
	Words  []string          `yaml:"words" json:"words"`
	Alias  map[string]string `yaml:"alias" json:"alias"`
	Rules  []struct {
		From string `yaml:"from" json:"from"`
	} `yaml:"rules" json:"rules"`
}

var errBadFormat = errors.New("format must be v1 or v2")

func (o *sampleOptions) Validate() error {
	if o.Format != "v1" && o.Format != "v2" {
		return errBadFormat
	}
	return nil
}

func sampleChecks() []*checks.Check {
	return []*checks.Check{
		checks.LoadError,
		{ID: "KA101", Slug: "field-doc-missing", Severity: checks.Error},
		{ID: "KA102", Slug: "type-doc-missing", Severity: checks.Error},
		{ID: "KI001", Slug: "import-alias", Severity: checks.Warning, Options: func() any {
			return &sampleOptions{Format: "v1", Max: 3}
		}},
		{ID: "KI009", Slug: "import-odd", Severity: checks.Info, OptIn: true},
	}
}

// TestErrors compares what users see of a broken file. Each case is a
// .kdoc.yaml and the errors it gives.
func TestErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if _, err := config.Parse(config.Name, ar.Files[0].Data, sampleChecks()); err != nil {
				got = err.Error() + "\n"
			}
			if checktest.Update() {
				ar.Files = []txtar.File{ar.Files[0], {Name: "errors", Data: []byte(got)}}
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" {
				t.Errorf("errors differ (-want +got); rewrite them with go test -update\n%s", diff)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	tests := []struct {
		name string
		yaml string
		over config.Overrides
		want string // "slug severity" of the checks that run
	}{
		{"nothing", "", config.Overrides{}, "load-error error, field-doc-missing error, type-doc-missing error, import-alias warning"},
		{"none but one", "version: 1\nchecks: {default: none, enable: [KA101]}", config.Overrides{}, "field-doc-missing error"},
		{"all", "version: 1\nchecks: {default: all}", config.Overrides{}, "load-error error, field-doc-missing error, type-doc-missing error, import-alias warning, import-odd info"},
		{"name beats glob", "version: 1\nchecks: {enable: [import-odd], disable: ['*']}", config.Overrides{}, "import-odd info"},
		{"disable beats enable", "version: 1\nchecks: {enable: [KI*], disable: [import-*]}", config.Overrides{}, "load-error error, field-doc-missing error, type-doc-missing error"},
		{"severity by glob and name", "version: 1\nchecks: {severity: {KA102: info, 'KA*': warning}}", config.Overrides{}, "load-error error, field-doc-missing warning, type-doc-missing info, import-alias warning"},
		{"only beats the file", "version: 1\nchecks: {disable: ['*']}", config.Overrides{Only: []string{"import-odd"}}, "import-odd info"},
		{"only keeps load errors", "", config.Overrides{Only: []string{"ki009"}}, "load-error error, import-odd info"},
		{"skip beats only", "", config.Overrides{Only: []string{"KA*"}, Skip: []string{"KA101", "load-error"}}, "type-doc-missing error"},
		{"asked for in its own test", "", config.Overrides{Enable: []string{"KI009"}, Skip: []string{"KA*", "load-error", "KI001"}}, "import-odd info"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := config.Parse(config.Name, []byte(tt.yaml), sampleChecks())
			if tt.yaml == "" {
				c, err = new(config.Config), nil
			}
			if err != nil {
				t.Fatal(err)
			}
			// The checks of the file are those it was parsed with.
			settings, err := c.Settings(sampleChecks(), tt.over)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range settings {
				got = append(got, s.Check.Slug+" "+s.Severity.String())
			}
			if g := strings.Join(got, ", "); g != tt.want {
				t.Errorf("checks that run:\n got %s\nwant %s", g, tt.want)
			}
		})
	}
}

func TestResolveUnknownName(t *testing.T) {
	_, err := new(config.Config).Resolve(sampleChecks(), config.Overrides{Only: []string{"import-alais"}})
	want := `--only: unknown rule "import-alais": did you mean "import-alias"?`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestSettingsDecodeOverDefaults(t *testing.T) {
	known := sampleChecks()
	c, err := config.Parse(config.Name, []byte("version: 1\nsettings:\n  import-alias:\n    words: [a, b]\n    format: v2\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	e, err := c.Resolve(known, config.Overrides{})
	if err != nil {
		t.Fatal(err)
	}
	for _, ef := range e.Checks {
		if ef.Check.Slug != "import-alias" {
			continue
		}
		want := &sampleOptions{Format: "v2", Max: 3, Words: []string{"a", "b"}}
		if diff := cmp.Diff(want, ef.Options.V); diff != "" {
			t.Errorf("options differ (-want +got)\n%s", diff)
		}
		if ef.Options.From != ".kdoc.yaml:3" {
			t.Errorf("options come from %q, want .kdoc.yaml:3", ef.Options.From)
		}
	}
}

func TestFilter(t *testing.T) {
	f := config.Filter{Include: []string{"staging", "pkg/**/*.go"}, Exclude: []string{"staging/src/*/code-generator/", "**/zz_*"}}
	for path, want := range map[string]bool{
		"staging/src/k8s.io/api/a.go":            true,
		"staging/src/k8s.io/code-generator/a.go": false,
		"staging/zz_generated.go":                false,
		"pkg/a/b.go":                             true,
		"pkg/a.go":                               true,
		"pkg/a.yaml":                             false,
		"stagingother/a.go":                      false,
	} {
		if got := f.Accepts(path); got != want {
			t.Errorf("Accepts(%q) = %v, want %v", path, got, want)
		}
	}
}

// FuzzParse holds Parse to its promise: any bytes give a configuration or
// errors with a place in the file, never a panic.
func FuzzParse(f *testing.F) {
	paths, _ := filepath.Glob("testdata/errors/*.txtar")
	for _, p := range paths {
		if ar, err := txtar.ParseFile(p); err == nil {
			f.Add(ar.Files[0].Data)
		}
	}
	f.Add([]byte("version: 1\nchecks: {default: none, enable: [KA101]}\nsettings: {import-alias: {rules: [{from: x}]}}"))
	known := sampleChecks()
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := config.Parse(config.Name, src, known)
		if err == nil {
			if _, err := c.Resolve(known, config.Overrides{}); err != nil {
				t.Fatalf("a valid file does not resolve: %v", err)
			}
			return
		}
		var errs config.Errors
		if !errors.As(err, &errs) || len(errs) == 0 {
			t.Fatalf("error of type %T", err)
		}
		for _, e := range errs {
			if e.Line < 1 || e.Col < 1 || e.Msg == "" {
				t.Errorf("error without a place or message: %+v", e)
			}
			_ = e.Error()
		}
	})
}
