package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/baseline"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// casesDir is where kube-api-linter keeps the cases of a linter.
const casesDir = "pkg/analysis"

// byDefault are the cases that run with a linter's default policy, where that is
// not "a" alone.
var byDefault = map[string][]string{"jsontags": {"a", "c"}, "forbiddenmarkers": nil, "conflictingmarkers": nil, "dependenttags": nil,
	"namingconventions": nil, "preferredmarkers": nil}

// linter runs kdoc over the cases of kube-api-linter and counts the wanted
// messages at whose lines kdoc has a diagnostic of the rules that answer the
// linter.
func linter(ctx context.Context, args []string) error {
	root := filepath.Join(args[0], casesDir)
	list, err := files.ReadDir(root)
	if err != nil {
		return err
	}
	rules := baseline.RulesByLinter()
	// What these linters say in one message, kdoc says by several rules.
	rules["uniquemarkers"] = append(rules["uniquemarkers"], "KA305")
	rules["nonpointerstructs"] = append(rules["nonpointerstructs"], "KA401", "KA404")
	rules["optionalorrequired"] = append(rules["optionalorrequired"], "KA404", "KA305", "KA309")
	rules["requiredfields"] = append(rules["requiredfields"], "KA404")
	fmt.Println("| linter | rules | default policy: wanted | same line | elsewhere in the declaration | not reported | other policies: wanted | same line |")
	fmt.Println("|---|---|---:|---:|---:|---:|---:|---:|")
	for _, d := range list {
		name := d.Name()
		if len(rules[name]) == 0 {
			continue
		}
		cases, err := files.ReadDir(filepath.Join(root, name, "testdata", "src"))
		if err != nil {
			continue
		}
		var own, other tally
		for _, c := range cases {
			t, err := judge(ctx, filepath.Join(root, name, "testdata", "src", c.Name()), name+"/"+c.Name(), rules[name])
			if err != nil {
				return fmt.Errorf("%s/%s: %w", name, c.Name(), err)
			}
			defaults, listed := byDefault[name]
			if !listed {
				defaults = []string{"a"}
			}
			if slices.Contains(defaults, c.Name()) {
				own.add(t)
			} else {
				other.add(t)
			}
		}
		fmt.Printf("| %s | %s | %d | %d | %d | %d | %d | %d |\n", name, strings.Join(rules[name], ", "), own.wanted, own.same, own.near, own.wanted-own.same-own.near, other.wanted, other.same)
	}
	return nil
}

type tally struct{ wanted, same, near int }

func (t *tally) add(o tally) {
	t.wanted, t.same, t.near = t.wanted+o.wanted, t.same+o.same, t.near+o.near
}

// wanted finds the expectations of the analysis framework's tests.
var wanted = regexp.MustCompile("// want (.*)$")

// message is one quoted pattern of an expectation.
var message = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")

func judge(ctx context.Context, dir, name string, rules []string) (tally, error) {
	var out tally
	sources, err := files.ReadDir(dir)
	if err != nil {
		return out, err
	}
	work, err := files.MakeRoot(filepath.Join(os.TempDir(), "kdoc-parity-"+strconv.Itoa(os.Getpid()), filepath.FromSlash(name)))
	if err != nil {
		return out, err
	}
	defer work.Close()
	if err := work.MkdirAll("api/v1"); err != nil {
		return out, err
	}
	wants := map[string]map[int][]string{}
	if _, err := work.Write("go.mod", []byte("module example.org/cases\n\ngo 1.24\n")); err != nil {
		return out, err
	}
	for _, s := range sources {
		if !strings.HasSuffix(s.Name(), ".go") {
			continue
		}
		src, err := files.Read(filepath.Join(dir, s.Name()))
		if err != nil {
			return out, err
		}
		wants[s.Name()] = map[int][]string{}
		lines := strings.Split(string(src), "\n")
		for i, l := range lines {
			if m := wanted.FindStringSubmatchIndex(l); m != nil {
				wants[s.Name()][i+1] = message.FindAllString(l[m[2]:m[3]], -1)
				lines[i] = strings.TrimRight(l[:m[0]], " \t") // not for kdoc to see
			}
		}
		if _, err := work.Write("api/v1/"+s.Name(), []byte(strings.Join(lines, "\n"))); err != nil {
			return out, err
		}
	}
	found, err := diagnostics(ctx, work.Dir(), rules)
	if err != nil {
		return out, err
	}
	for _, file := range slices.Sorted(maps.Keys(wants)) {
		for _, line := range slices.Sorted(maps.Keys(wants[file])) {
			n := len(wants[file][line])
			out.wanted += n
			here := min(n, found[file][line])
			out.same += here
			near := 0
			for l := line - 8; l <= line+8 && here+near < n; l++ {
				if l != line && wants[file][l] == nil && found[file][l] > 0 {
					near++
					found[file][l]--
				}
			}
			out.near += near
			if here+near < n && os.Getenv("PARITY_DETAILS") != "" {
				fmt.Fprintf(os.Stderr, "%s/%s:%d: %s\n", name, file, line, strings.Join(wants[file][line], " "))
			}
		}
	}
	return out, nil
}

// diagnostics counts those of the rules by file and line. The sources are taken
// for types of CRDs.
func diagnostics(ctx context.Context, dir string, rules []string) (map[string]map[int]int, error) {
	t, err := walk.Open(ctx, walk.Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	defer t.Close()
	chosen := api.Choose(t, []api.Choice{{Match: func(string) bool { return true }, Profile: api.CRD}})
	var plan checks.Plan
	for _, c := range suite.All() {
		if slices.Contains(rules, c.ID) {
			s := checks.Setting{Check: c, Asked: true}
			if c.Options != nil {
				s.Options = c.Options()
			}
			plan.Settings = append(plan.Settings, s)
		}
	}
	if err := t.Load(ctx, append(checks.Extractors(plan.Settings), chosen)...); err != nil {
		return nil, err
	}
	res, err := checks.Run(ctx, t, plan)
	if err != nil {
		return nil, err
	}
	out := map[string]map[int]int{}
	for _, d := range res.Diagnostics {
		base := filepath.Base(d.Path)
		if out[base] == nil {
			out[base] = map[int]int{}
		}
		out[base][d.Pos.Line]++
	}
	return out, nil
}
