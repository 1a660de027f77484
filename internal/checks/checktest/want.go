package checktest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// testCase is an archive taken apart.
type testCase struct {
	tree     string // what is left: the tree
	config   []byte // .kdoc.yaml, nil if there is none
	fixed    map[string]string
	programs []byte // of PROGRAMS, nil if there is none
	golden   int    // index of WANT in the archive, -1 if there is none
	wantTxt  string
}

func split(ar *txtar.Archive) *testCase {
	tc := &testCase{fixed: map[string]string{}, golden: -1}
	tree := new(txtar.Archive)
	for i, f := range ar.Files {
		switch {
		case f.Name == "WANT":
			tc.golden = i
			continue
		case f.Name == "PROGRAMS":
			tc.programs = f.Data
			continue
		case f.Name == "want.txt":
			tc.wantTxt = string(f.Data)
			continue
		case strings.HasSuffix(f.Name, ".fixed"):
			tc.fixed[strings.TrimSuffix(f.Name, ".fixed")] = string(f.Data)
			continue
		case f.Name == config.Name:
			tc.config = f.Data
		}
		tree.Files = append(tree.Files, f)
	}
	tc.tree = string(txtar.Format(tree))
	return tc
}

// baselineName is the section that holds a case's baseline.
const baselineName = "baseline.txt"

// want is one expected diagnostic.
type want struct {
	path string
	line int
	slug string
	re   *regexp.Regexp
	at   string // where it is written
	met  bool
}

type wantList []*want

var (
	wantRE    = regexp.MustCompile("(?://|#) want(?:\\(([+-][0-9]+)\\))? ([a-z][a-z0-9-]* [\"`].*)$")
	wantTxtRE = regexp.MustCompile(`^(.+?)(?::([0-9]+))?: (.*)$`)
)

// wants collects what the case expects.
func (tc *testCase) wants() (wantList, error) {
	var out wantList
	for _, f := range txtar.Parse([]byte(tc.tree)).Files {
		for i, line := range strings.Split(string(f.Data), "\n") {
			m := wantRE.FindStringSubmatch(strings.TrimSuffix(line, "\r"))
			if m == nil {
				continue
			}
			offset, _ := strconv.Atoi(m[1])
			ws, err := parseWants(m[2], want{path: f.Name, line: i + 1 + offset, at: fmt.Sprintf("%s:%d", f.Name, i+1)})
			if err != nil {
				return nil, err
			}
			out = append(out, ws...)
		}
	}
	for i, line := range strings.Split(tc.wantTxt, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		at := fmt.Sprintf("want.txt:%d", i+1)
		m := wantTxtRE.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("%s: want `path:line: slug \"regexp\"`, have %q", at, line)
		}
		n, _ := strconv.Atoi(m[2])
		ws, err := parseWants(m[3], want{path: m[1], line: n, at: at})
		if err != nil {
			return nil, err
		}
		out = append(out, ws...)
	}
	return out, nil
}

// parseWants parses `slug "regexp" slug "regexp"…`.
func parseWants(s string, base want) (wantList, error) {
	var out wantList
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		slug, rest, _ := strings.Cut(s, " ")
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return nil, fmt.Errorf("%s: want %s is not followed by a quoted regular expression: %s", base.at, slug, rest)
		}
		text, _ := strconv.Unquote(quoted)
		w := base
		w.slug = slug
		if w.re, err = regexp.Compile(text); err != nil {
			return nil, fmt.Errorf("%s: %w", base.at, err)
		}
		out = append(out, &w)
		s = rest[len(quoted):]
	}
	return out, nil
}

// compare returns one message for every diagnostic that is not wanted and for
// every want that is not met.
func (ws wantList) compare(ds []checks.Diagnostic) []string {
	var out []string
	for _, d := range ds {
		i := slices.IndexFunc(ws, func(w *want) bool {
			return !w.met && w.path == d.Path && w.line == d.Pos.Line && w.slug == d.Check.Slug && w.re.MatchString(d.Message)
		})
		if i < 0 {
			out = append(out, fmt.Sprintf("%s: unwanted diagnostic: %s %q", place(d.Path, d.Pos), d.Check.Slug, d.Message))
			continue
		}
		ws[i].met = true
	}
	for _, w := range ws {
		if !w.met {
			out = append(out, fmt.Sprintf("%s: no diagnostic of %s at %s matches %q", w.at, w.slug, place(w.path, walk.Pos{Line: w.line}), w.re))
		}
	}
	return out
}

// Format renders diagnostics the way WANT sections hold them:
//
//	path:line:col: severity: message [ID slug]
//		remedy: what to do
//		path:line:col: related message
//		fix (safe): what applying it does
func Format(ds []checks.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s: %s: %s [%s %s]\n", place(d.Path, d.Pos), d.Severity, d.Message, d.Check.ID, d.Check.Slug)
		if d.Remedy != "" {
			fmt.Fprintf(&b, "\tremedy: %s\n", d.Remedy)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "\t%s: %s\n", place(r.Path, r.Pos), r.Message)
		}
		for _, f := range d.Fixes {
			fmt.Fprintf(&b, "\tfix (%s): %s\n", f.Class, f.Message)
		}
	}
	return b.String()
}

func place(path string, pos walk.Pos) string {
	switch {
	case pos.Line == 0:
		return path
	case pos.Col == 0:
		return fmt.Sprintf("%s:%d", path, pos.Line)
	}
	return fmt.Sprintf("%s:%d:%d", path, pos.Line, pos.Col)
}

// defects returns what is wrong with a diagnostic as such: the promises of
// checks.Diagnostic that every check must keep.
func defects(tree *walk.Tree, d checks.Diagnostic) []string {
	var out []string
	bad := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if d.Symbol == "" {
		bad("the diagnostic has no Symbol")
	}
	for what, s := range map[string]string{"Message": d.Message, "Remedy": d.Remedy} {
		if strings.HasSuffix(s, ".") || strings.TrimSpace(s) != s {
			bad("%s ends in a full stop or has blanks around it: %q", what, s)
		}
	}
	if d.Message == "" {
		bad("the diagnostic has no Message")
	}
	if d.Path == "." || d.Check == checks.LoadError {
		return out // may speak of a directory or a file that is gone
	}
	if !tree.Exists(d.Path) {
		bad("the tree has no such file")
		return out
	}
	out = append(out, outside(tree, "Pos", d.Path, d.Pos)...)
	out = append(out, outside(tree, "End", d.Path, d.End)...)
	for _, r := range d.Related {
		if r.Pos.IsValid() {
			out = append(out, outside(tree, "Related.Pos", r.Path, r.Pos)...)
		}
	}
	if (d.End != walk.Pos{}) && (d.End.Line < d.Pos.Line || d.End.Line == d.Pos.Line && d.End.Col <= d.Pos.Col) {
		bad("End %v is not behind Pos %v", d.End, d.Pos)
	}
	return out
}

func outside(tree *walk.Tree, what, path string, pos walk.Pos) []string {
	if !pos.IsValid() {
		return nil
	}
	src, err := tree.ReadFile(path)
	if err != nil {
		return []string{fmt.Sprintf("%s: %v", what, err)}
	}
	lines := strings.Split(string(src), "\n")
	if pos.Line > len(lines) || pos.Col > len(lines[pos.Line-1])+1 {
		return []string{fmt.Sprintf("%s %d:%d lies outside %s", what, pos.Line, pos.Col, path)}
	}
	return nil
}
