package runroad

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// entryOverlay makes a program call a constructor in place of its main function:
// main gets another name and a file with a new one is added. What the program
// links, and so initialises, stays the same, but for what the constructor needs.
func (b *build) entryOverlay(program, entry string) (map[string][]byte, error) {
	i := strings.LastIndex(entry, ".")
	if i <= strings.LastIndex(entry, "/") {
		return nil, fmt.Errorf("entry %q is no function: write import/path.Func", entry)
	}
	from, fn := entry[:i], entry[i+1:]
	pkg := b.Tree.Package(program)
	if pkg == nil {
		return nil, fmt.Errorf("program %s is not of the tree, so its main function cannot be replaced", program)
	}
	text, err := hookFiles.ReadFile("hooks/entry.go")
	if err != nil {
		return nil, err
	}
	source := strings.TrimPrefix(string(text), "//go:build ignore\n")
	switch {
	case from == program:
		source = strings.Replace(source, "\n\tkdocentry \"KDOC_IMPORT\"\n", "", 1)
		source = strings.Replace(source, "KDOC_FUNC", fn, 1)
	case !token.IsExported(fn):
		return nil, fmt.Errorf("%s is not exported, so no program can call it", entry)
	default:
		source = strings.Replace(source, "KDOC_IMPORT", from, 1)
		source = strings.Replace(source, "KDOC_FUNC", "kdocentry."+fn, 1)
	}
	out := map[string][]byte{path.Join(pkg.Dir, "kdoc_entry.go"): []byte(source)}
	for _, f := range pkg.GoFiles() {
		renamed, err := withoutMain(filepath.Join(b.root, filepath.FromSlash(f.Path)))
		if err != nil {
			return nil, err
		}
		if renamed != nil {
			out[f.Path] = renamed
		}
	}
	return out, nil
}

// withoutMain returns a file with its main function renamed; nil if it has none.
func withoutMain(name string) ([]byte, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range syntax.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name == "main" {
			at := fset.Position(fd.Name.Pos()).Offset
			return append(append(append([]byte(nil), src[:at]...), "kdocMain"...), src[at+len("main"):]...), nil
		}
	}
	return nil, nil
}

// An Error says why a program could not be built or run.
type Error struct {
	Package string
	// Silent: it parses no command line, for want of a library to do it with or
	// because it ends without.
	Silent bool
	Err    error
}

func (e *Error) Error() string { return e.Package + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }
