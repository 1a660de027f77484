package api

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// The scripts by which a tree like Kubernetes judges its own descriptions.
const (
	DescriptionScript = "hack/verify-description.sh"
	FieldNameScript   = "hack/verify-fieldname-docs.sh"
	// ExceptionFile lists files whose missing descriptions are tolerated.
	ExceptionFile = "hack/.descriptions_failures"
)

// A Find is the file list of a shell script that walks the tree with find:
// paths that match a pattern of Names and are not in a pruned directory.
type Find struct {
	Prune, Names []string
}

// ScriptFind returns the files a script of the tree chooses. It is nil if there
// is no such script, or if it chooses its files in a way that is not plain
// enough to read.
func ScriptFind(t *walk.Tree, script string) *Find {
	if !t.Exists(script) {
		return nil
	}
	src, err := t.ReadFile(script)
	if err != nil {
		return nil
	}
	return ParseFind(string(src))
}

var findPattern = regexp.MustCompile(`-(?:wholename|path)\s+(?:'([^']*)'|"([^"$]*)"|([^\s'"$()\\]+))|(-prune)\b|(-o|-or|-a|-and|-not|!|\bfind\s+\.\s|[()]|-type\s+f|-name\b|-regex\b|-exec\b)`)

// ParseFind reads the first "find ." of a shell script: the patterns before
// -prune are pruned, the others name files. It returns nil if there is no such
// command, it names no files, or it uses tests other than those.
func ParseFind(script string) *Find {
	_, cmd, ok := strings.Cut(strings.ReplaceAll(script, "\\\n", " "), "find . ")
	if !ok {
		return nil
	}
	cmd, _, _ = strings.Cut(cmd, "\n")
	var f Find
	for _, m := range findPattern.FindAllStringSubmatch(cmd, -1) {
		switch {
		case m[1]+m[2]+m[3] != "":
			f.Names = append(f.Names, m[1]+m[2]+m[3])
		case m[4] != "":
			f.Prune = append(f.Prune, f.Names...)
			f.Names = nil
		case m[5] == "-name", m[5] == "-regex", m[5] == "-exec":
			return nil
		}
	}
	if len(f.Names) == 0 {
		return nil
	}
	return &f
}

// Match reports whether find prints the file at path p, which is relative to
// the tree.
func (f *Find) Match(p string) bool {
	if !matchAny(f.Names, "./"+p) {
		return false
	}
	for i := range p {
		if p[i] == '/' && matchAny(f.Prune, "./"+p[:i]) {
			return false
		}
	}
	return !matchAny(f.Prune, "./"+p)
}

func matchAny(patterns []string, s string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return wildMatch(p, s) })
}

// wildMatch is find's -wholename: * and ? also match slashes, and a leading
// dot is nothing special.
func wildMatch(pattern, s string) bool {
	// Greedy with one point to go back to, which is enough for patterns whose
	// only repetition is *.
	var p, i int
	star, mark := -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Chosen returns the files with facts that a script of the tree chooses, by
// path, and whether there is such a script. Without one, or if what it does
// cannot be read, these are the files of every API package with a version.
func (v *View) Chosen(scripts ...string) (files []*walk.File, byScript bool) {
	for _, script := range scripts {
		find := ScriptFind(v.Tree, script)
		if find == nil {
			continue
		}
		for _, p := range v.Tree.Packages {
			for _, f := range p.Files {
				if FactsOf(f) != nil && find.Match(f.Path) {
					files = append(files, f)
				}
			}
		}
		byScript = true
		break
	}
	if !byScript {
		for _, p := range v.Packages {
			if p.IsJudged() {
				files = append(files, p.Files...)
			}
		}
	}
	slices.SortFunc(files, func(a, b *walk.File) int { return strings.Compare(a.Path, b.Path) })
	return files, byScript
}

// An Exception is a line of the tree's ExceptionFile.
type Exception struct {
	// Path is the file it names, relative to the tree.
	Path string
	Line int
}

// Exceptions reads the tree's ExceptionFile. Sorted reports whether its lines
// are in byte order, as the script that reads it insists.
func Exceptions(t *walk.Tree) (list []Exception, sorted bool) {
	if !t.Exists(ExceptionFile) {
		return nil, true
	}
	src, err := t.ReadFile(ExceptionFile)
	if err != nil {
		return nil, true
	}
	lines := strings.Split(strings.TrimRight(string(src), "\n"), "\n")
	for i, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, Exception{Path: strings.TrimPrefix(l, "./"), Line: i + 1})
		}
	}
	return list, slices.IsSorted(lines)
}
