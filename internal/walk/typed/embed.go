package typed

import (
	"go/ast"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// An EmbeddedFile is a file that a //go:embed directive names.
type EmbeddedFile struct {
	Name string // relative to the package, slash-separated
	Read func() ([]byte, error)
}

// Embedded returns the files that the //go:embed directives above a variable
// stand for, sorted by name; ok is false if there are no directives.
// Rules: https://pkg.go.dev/embed#hdr-Directives
func (p *Package) Embedded(spec *ast.ValueSpec) (files []EmbeddedFile, ok bool) {
	for i, file := range p.Files {
		if spec.Pos() < file.FileStart || spec.Pos() > file.FileEnd {
			continue
		}
		src, err := p.sources[i].read()
		if err != nil {
			return nil, false
		}
		patterns := embedPatterns(src, int(spec.Pos()-file.FileStart))
		if len(patterns) == 0 {
			return nil, false
		}
		return p.embeddable(i, patterns), true
	}
	return nil, false
}

// embedPatterns reads the directives on the comment lines right above an offset.
func embedPatterns(src []byte, offset int) (out []string) {
	lines := strings.Split(string(src[:max(0, min(offset, len(src)))]), "\n")
	for i := len(lines) - 2; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		if !strings.HasPrefix(line, "//") {
			break
		}
		rest, ok := strings.CutPrefix(line, "//go:embed")
		if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			continue
		}
		for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
			word, err := strconv.QuotedPrefix(rest)
			if err != nil {
				word, _, _ = strings.Cut(rest, " ")
			}
			rest = rest[len(word):]
			if plain, err := strconv.Unquote(word); err == nil {
				word = plain
			}
			out = append(out, word)
		}
	}
	return out
}

// embeddable lists the files of the package that patterns match.
func (p *Package) embeddable(i int, patterns []string) (out []EmbeddedFile) {
	for _, f := range p.below(i) {
		if slices.ContainsFunc(patterns, func(pattern string) bool { return embeds(pattern, f.Name) }) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b EmbeddedFile) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// below lists all files in and below the package's directory.
func (p *Package) below(i int) (out []EmbeddedFile) {
	if p.Tree != nil && p.tree != nil {
		prefix := p.Tree.Dir + "/"
		if p.Tree.Dir == "." {
			prefix = ""
		}
		for _, name := range p.tree.Paths() {
			if rel, ok := strings.CutPrefix(name, prefix); ok {
				out = append(out, EmbeddedFile{rel, func() ([]byte, error) { return p.tree.ReadFile(name) }})
			}
		}
		return out
	}
	dir := filepath.Dir(p.sources[i].name)
	for _, rel := range files.Below(dir) {
		out = append(out, EmbeddedFile{rel, readFile(filepath.Join(dir, filepath.FromSlash(rel)))})
	}
	return out
}

// embeds reports whether a pattern takes a file, by itself or with a directory
// it is in. Of a directory, hidden files are left out unless asked for.
func embeds(pattern, name string) bool {
	pattern, all := strings.CutPrefix(pattern, "all:")
	if ok, _ := path.Match(pattern, name); ok {
		return true
	}
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if ok, _ := path.Match(pattern, dir); ok {
			below := strings.TrimPrefix(strings.TrimPrefix(name, dir), "/")
			if dir == "." {
				below = name
			}
			return all || !slices.ContainsFunc(strings.Split(below, "/"), func(e string) bool { return strings.HasPrefix(e, ".") || strings.HasPrefix(e, "_") })
		}
		if dir == "." || dir == "/" {
			return false
		}
	}
}
