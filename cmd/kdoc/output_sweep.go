package main

import (
	"path"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

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
		entries, err := d.root.ReadDir(dir)
		if err != nil {
			continue // what cannot be listed has had its error when it was written
		}
		for _, e := range entries {
			if !files.IsTemporary(e.Name()) {
				continue
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > leftAlone {
				_ = d.root.Remove(path.Join(dir, e.Name())) // nobody needs it gone
			}
		}
	}
}
