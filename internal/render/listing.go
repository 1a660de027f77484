package render

import "sort"

// A Listing is a Go file, or a part of one, with what its names mean.
type Listing struct {
	Text []byte
	// First is the number of the first line.
	First int
	// Licence is the last line of the notice that the text begins with, 0 for
	// none.
	Licence int
	// Names are in the order of their offsets.
	Names []ListedName
	// Targets are the places that Names lead to.
	Targets []Ref
}

// A ListedName is an identifier, or the path of an import, in a Listing.
type ListedName struct {
	// Offset is where it stands in the text.
	Offset int
	// ID makes it a target; usually "".
	ID string
	// To is an index into Targets, or -1.
	To int
	// Line is the line of the listing that it leads to instead, or 0.
	Line int
}

// sourcePart is a page of a file that begins at a line.
type sourcePart struct {
	line int
	page string
}

// SourcePlace returns the page of the site that shows a line of a file of the
// tree, and the anchor of the line; line 0 is the file as a whole. It is nil if
// there is none.
func (s *Site) SourcePlace(file string, line int) (p *Page, anchor string) {
	parts := s.sources[file]
	if len(parts) == 0 {
		return nil, ""
	}
	if line <= 0 {
		return s.byID[parts[0].page], ""
	}
	i := sort.Search(len(parts), func(i int) bool { return parts[i].line > line })
	return s.byID[parts[max(i-1, 0)].page], lineAnchor(line)
}
