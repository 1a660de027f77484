package llm

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// AnswersInfo says what a directory of answers holds.
type AnswersInfo struct {
	Answers int
	Bytes   int64
}

// Info counts answers and their bytes. A missing directory holds none.
func (a *Answers) Info() (AnswersInfo, error) {
	var out AnswersInfo
	err := a.each(func(file string, d fs.DirEntry) error {
		if info, err := d.Info(); err == nil && !isLeft(d.Name()) {
			out.Answers++
			out.Bytes += info.Size()
		}
		return nil
	})
	return out, err
}

// Clear removes all answers, and what killed processes have left. Nothing else
// in the directory is touched.
func (a *Answers) Clear() error {
	err := a.each(func(file string, _ fs.DirEntry) error { return files.Remove(file) })
	list, _ := files.ReadDir(a.dir)
	for _, d := range list {
		if isShelf(d) {
			_ = files.Remove(filepath.Join(a.dir, d.Name())) // unless it holds something else
		}
	}
	return err
}

// each calls f for each file that Put has made.
func (a *Answers) each(f func(file string, d fs.DirEntry) error) error {
	shelves, err := files.ReadDir(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, shelf := range shelves {
		if !isShelf(shelf) {
			continue
		}
		list, readErr := files.ReadDir(filepath.Join(a.dir, shelf.Name()))
		err = errors.Join(err, readErr)
		for _, d := range list {
			key, is := strings.CutSuffix(d.Name(), ".json")
			if d.Type().IsRegular() && (is && isKey(key) && key[:2] == shelf.Name() || isLeft(d.Name())) {
				err = errors.Join(err, f(filepath.Join(a.dir, shelf.Name(), d.Name()), d))
			}
		}
	}
	return err
}

// isShelf tells whether a directory is one that answers are kept in, named by the
// first two digits of their keys.
func isShelf(d fs.DirEntry) bool {
	return d.IsDir() && len(d.Name()) == 2 && strings.Trim(d.Name(), "0123456789abcdef") == ""
}

// isLeft tells whether a file is one that was not finished.
func isLeft(name string) bool { return files.IsTemporary(name) }
