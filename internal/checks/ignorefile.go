package checks

import (
	"bytes"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// directivePaths returns the files to search for directives, sorted: Go files
// that have one, every go.mod and go.work, and whatever else has a diagnostic.
func directivePaths(tree *walk.Tree, ds []Diagnostic) []string {
	var paths []string
	for _, p := range tree.Packages {
		for _, f := range p.Files {
			if len(f.Header.Directives) > 0 {
				paths = append(paths, f.Path)
			}
		}
	}
	for _, m := range tree.Modules {
		if m.GoMod != nil {
			paths = append(paths, m.GoModPath())
		}
	}
	if tree.Exists("go.work") {
		paths = append(paths, "go.work")
	}
	for _, d := range ds {
		if commentMark(d.Path) != "" {
			paths = append(paths, d.Path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// directivesOf returns the directives of one file.
func directivesOf(tree *walk.Tree, path string) []walk.Directive {
	if f := fileOf(tree, path); f != nil {
		return f.Header.Directives
	}
	mark := commentMark(path)
	if mark == "" {
		return nil
	}
	src, err := tree.ReadFile(path)
	if err != nil {
		return nil // the check that named the file has said so
	}
	return scanDirectives(src, mark)
}

// commentMark returns what starts a comment in a file that is not Go, or "" if
// the file can have none.
func commentMark(p string) string {
	switch base := path.Base(p); {
	case base == "go.mod" || base == "go.work":
		return "//"
	case path.Ext(base) == ".yaml" || path.Ext(base) == ".yml" || base == ".import-restrictions":
		return "#"
	}
	return ""
}

var directiveRE = map[string]*regexp.Regexp{
	"//": regexp.MustCompile(`(?:^|[ \t])//[ \t]?kdoc:([a-z-]+)(.*)$`),
	"#":  regexp.MustCompile(`(?:^|[ \t])#[ \t]?kdoc:([a-z-]+)(.*)$`),
}

// wholeFile is the last line of a directive for all of a file that is not Go.
const wholeFile = math.MaxInt

// scanDirectives finds the directives of a file whose comments run from mark to
// the end of the line. A comment behind something speaks of its line; one on a
// line of its own also of the lines below, up to the first that is not a
// comment; one in a block of comments that starts the file and is followed by
// an empty line, of the whole file.
func scanDirectives(src []byte, mark string) []walk.Directive {
	if !bytes.Contains(src, []byte("kdoc:")) {
		return nil
	}
	lines := strings.Split(string(src), "\n")
	comment := func(i int) bool { return strings.HasPrefix(strings.TrimSpace(lines[i]), mark) }
	head := 0
	for head < len(lines) && comment(head) {
		head++
	}
	var out []walk.Directive
	for i, line := range lines {
		line = strings.TrimSuffix(line, "\r")
		m := directiveRE[mark].FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		d := walk.Directive{Verb: line[m[2]:m[3]], Args: strings.TrimSpace(line[m[4]:m[5]])}
		d.Pos = walk.Pos{Line: i + 1, Col: strings.LastIndex(line[:m[2]], mark) + 1}
		d.From, d.To = i+1, i+1
		switch {
		case i < head && (head == len(lines) || strings.TrimSpace(lines[head]) == ""):
			d.From, d.To = 1, wholeFile
		case comment(i):
			for d.To < len(lines) && comment(d.To-1) {
				d.To++
			}
		}
		out = append(out, d)
	}
	return out
}

// fileOf returns the Go file at path, or nil.
func fileOf(tree *walk.Tree, p string) *walk.File {
	if path.Ext(p) != ".go" {
		return nil
	}
	pkg := tree.PackageIn(path.Dir(p))
	if pkg == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(pkg.Files, p, func(f *walk.File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return nil
	}
	return pkg.Files[i]
}

// deleteComment returns the fix that removes a directive: its line if nothing
// else is on it, else the comment and the blanks before it.
func deleteComment(tree *walk.Tree, d *directive) []Fix {
	src, err := tree.ReadFile(d.path)
	if err != nil {
		return nil
	}
	start := lineOffset(src, d.Pos.Line)
	if start < 0 {
		return nil
	}
	end := start + bytes.IndexByte(append(src[start:len(src):len(src)], '\n'), '\n')
	at := start + d.Pos.Col - 1
	if at > end || !bytes.Contains(src[at:end], []byte("kdoc:ignore")) {
		return nil
	}
	before := bytes.TrimRight(src[start:at], " \t")
	if len(before) == 0 && end < len(src) {
		end++ // with the line break
	}
	return []Fix{{
		Message: "delete the directive",
		Class:   FixSafe,
		Edits:   []Edit{{Path: d.path, Start: start + len(before), End: end}},
	}}
}

// commentEnd returns where a comment ends that runs to the end of its line; zero
// if the file is gone.
func commentEnd(tree *walk.Tree, path string, pos walk.Pos) walk.Pos {
	src, err := tree.ReadFile(path)
	start := lineOffset(src, pos.Line)
	if err != nil || start < 0 {
		return walk.Pos{}
	}
	line, _, _ := bytes.Cut(src[start:], []byte("\n"))
	if end := len(bytes.TrimRight(line, " \t\r")); end >= pos.Col {
		return walk.Pos{Line: pos.Line, Col: end + 1}
	}
	return walk.Pos{}
}

// lineOffset returns the offset of a line's first byte, or -1.
func lineOffset(src []byte, line int) int {
	off := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(src[off:], '\n')
		if i < 0 {
			return -1
		}
		off += i + 1
	}
	return off
}
