package source

import (
	"bytes"
	"errors"

	"golang.org/x/mod/modfile"
)

// ParseMod parses a go.mod file. Lines that cannot be read, such as a directive
// of a newer Go, are left out of the result and named by the error.
func ParseMod(name string, b []byte) (*modfile.File, error) {
	file, err := modfile.Parse(name, b, nil)
	first := err
	for range maxModErrors {
		var list modfile.ErrorList
		if err == nil || !errors.As(err, &list) {
			break
		}
		lines := bytes.SplitAfter(b, []byte("\n"))
		for _, e := range list {
			if i := e.Pos.Line - 1; i >= 0 && i < len(lines) {
				lines[i] = []byte("\n")
			}
		}
		b = bytes.Join(lines, nil)
		file, err = modfile.Parse(name, b, nil)
	}
	return file, first
}

// maxModErrors bounds how often a go.mod is tried again; most errors are told
// at once.
const maxModErrors = 4
