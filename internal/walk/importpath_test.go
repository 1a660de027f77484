package walk_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestCheckImportPath(t *testing.T) {
	for path, ok := range map[string]bool{
		"fmt": true, "C": true, "k8s.io/api/core/v1": true, "gopkg.in/yaml.v3": true, "a/b+c": true, "x~y.io/a": true, "example.com/a_b": true,
		"": false, "/etc": false, "./a": false, "../a": false, "..": false, ".": false, "x/../y": false, "x/..": false, "a//b": false, "a/": false,
		"a\\b": false, "a b": false, "a\x00b": false, "a\nb": false, "-flag": false, "a@v1.2.3": false, "con/a.io": false, "a/b.": false, "C:/a": false, "é/a": false,
	} {
		if err := walk.CheckImportPath(path); (err == nil) != ok {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// A path that climbs out of where it is looked for is an error where it stands,
// and leads nowhere, whoever resolves it.
func TestImportPathsThatClimb(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.com/m

go 1.24

replace example.com/out => ./sub

require example.com/out v0.0.0
-- sub/go.mod --
module example.com/out
-- a.go --
package m

import _ "x/../../../../etc"
import _ "example.com/out/../../etc"
import _ "example.com/m/../../etc"
-- a_windows.go --
package m

import _ "./not/built/here"
`, walk.Options{Platforms: []string{"linux/amd64"}})
	var got []string
	for _, e := range tree.Errors {
		if !e.Partial || e.Hint == "" {
			t.Errorf("%+v", e)
		}
		got = append(got, e.Error())
	}
	if len(got) != 3 || !strings.HasPrefix(got[0], `a.go:3:10: cannot import "x/../../../../etc": malformed import path`) {
		t.Errorf("errors: %q", got)
	}
	for _, path := range []string{"x/../../../../etc", "example.com/out/../../etc", "example.com/m/../../etc", "./not/built/here"} {
		if r := tree.Resolve(tree.Packages[0], path); r.Kind != walk.Invalid || r.Package != nil || r.Module != nil {
			t.Errorf("%s: %+v", path, r)
		}
	}
}
