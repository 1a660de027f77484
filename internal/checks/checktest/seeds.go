package checktest

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// Seeds adds to a fuzz test's corpus every file of the archives in testdata
// that wanted accepts, by its name in the archive. There must be one.
func Seeds(f *testing.F, wanted func(name string) bool) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	n := 0
	for _, p := range paths {
		ar, err := txtar.ParseFile(p)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if wanted(file.Name) {
				f.Add(file.Data)
				n++
			}
		}
	}
	if n == 0 {
		f.Fatal("no archive in testdata holds a seed")
	}
}
