package render

import "context"

// A Format turns a Site into files. Formats are values that cmd/kdoc lists; they
// run sequentially, keep nothing between calls and touch nothing but what they
// are given.
type Format struct {
	// Name is what the command line calls it.
	Name string
	// Doc is one sentence about it.
	Doc string
	// Render prints the site, one file at a time and in a fixed order, and stops
	// at the first error of emit. Files may be kept by emit.
	Render func(ctx context.Context, s *Site, emit func(File) error) error
}

// A File is a finished file.
type File struct {
	// Path is relative to the output directory, slash-separated.
	Path string
	Data []byte
	// Make makes the data if it is set, so that a file that is there already need
	// not be made, and several can be made at once. Key stands for all that the
	// data depends on; it is set with Make.
	Make func() ([]byte, error)
	Key  func() string
}

// Bytes returns the data.
func (f File) Bytes() ([]byte, error) {
	if f.Make != nil {
		return f.Make()
	}
	return f.Data, nil
}
