package walk

import (
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// Options say what to open and how. The zero value opens the tree around the
// current directory for the host platform, without a cache.
type Options struct {
	// Dir is a directory in the tree; the root is found upwards from it unless
	// Exact is set. DIR@REV reads the tree at a git revision. "" is ".".
	Dir string
	// Exact takes Dir as the root even if a go.mod or go.work lies above it.
	Exact bool
	// Platforms are "os/arch" pairs; a file is active if one of them takes it.
	// Empty is the host's, and "all" stands for every platform Go knows.
	Platforms []string
	// Tags are build tags that are set, as for go build -tags.
	Tags []string
	// Vendor also makes Packages of what lies below vendor directories.
	Vendor bool
	// Extract runs these on the files they want in the same visit that reads
	// the headers.
	Extract []*Extractor
	// Cache keeps facts between runs; nil is no cache.
	Cache *cache.Store
	// Progress, if set, is told from time to time, from one goroutine at a
	// time, how many of how many files of a stage ("read") are done.
	Progress func(stage string, done, total int)

	_ struct{}
}
