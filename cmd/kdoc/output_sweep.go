package main

import (
	"crypto/rand"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Files are written under a name of this form first, then renamed. No process
// id: in containers all have the same, and a file that a killed one left behind
// would be in the way for good.
const (
	temporaryPrefix = ".kdoc-"
	temporarySuffix = ".tmp"
)

func temporaryFor(name string) string {
	return path.Dir(name) + "/" + temporaryPrefix + rand.Text() + temporarySuffix
}

// leftAlone is how old a temporary file must be before it is taken to be what a
// killed run left, not what another run is writing.
const leftAlone = time.Hour

// sweep removes temporary files of killed runs from the directories of names.
func (d *outputDir) sweep(names []string) {
	dirs := map[string]bool{".": true}
	for _, name := range names {
		dirs[path.Dir(name)] = true
	}
	for dir := range dirs {
		entries, err := fs.ReadDir(d.root.FS(), dir)
		if err != nil {
			continue // what cannot be listed has had its error when it was written
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), temporaryPrefix) || !strings.HasSuffix(e.Name(), temporarySuffix) {
				continue
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > leftAlone {
				_ = d.root.Remove(path.Join(dir, e.Name())) // nobody needs it gone
			}
		}
	}
}
