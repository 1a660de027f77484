package source

import (
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A dirSource reads a directory.
type dirSource struct {
	root *files.Root
}

func (s *dirSource) Rev() string { return "" }

func (s *dirSource) Close() error { return s.root.Close() }

func (s *dirSource) ReadFile(p string) ([]byte, error) { return s.root.ReadFile(p) }

func (s *dirSource) Read(e Entry, buf []byte) ([]byte, error) {
	buf = slices.Grow(buf, int(min(max(e.Size, 0), MaxFileSize))+1)
	return s.root.Append(e.contentPath(), buf)
}
