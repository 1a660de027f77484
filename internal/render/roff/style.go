// Package roff turns Markdown into manual pages, byte for byte as chosen versions
// of go-md2man do.
//
// Trees pin a version of that tool, and pages in their repositories and packages
// look the way it made them look, defects included. What the versions have in
// common and where they part is a Style; Markdown is read by the parser they all
// use. (Its version 2.0.1, which go-md2man 2.0.0 pinned, differs from ours in
// nothing but a link whose text ends in two backslashes.)
package roff

import "golang.org/x/mod/semver"

// A Style says which of the tool's habits pages follow. The zero value is the
// newest; each field names the last release that did otherwise.
type Style struct {
	// V200 escapes more characters than roff needs, wraps long table cells
	// around each text, and puts space between a term and what it means.
	V200 bool
	// V202 sets code in a typewriter font and indented, and prints a link's text
	// even if it is the link.
	V202 bool
	// V203 guards only the first line of a text against being read as a request,
	// puts an empty line behind code, and does not announce tables.
	V203 bool
	// V204 starts a paragraph after a heading, indents top-level lists, and does
	// not treat the section NAME specially.
	V204 bool
	// V206 ends the line behind a long table cell.
	V206 bool
}

// StyleOf returns the style of a release ("v2.0.2"). An unknown one is taken for
// new.
func StyleOf(version string) Style {
	upTo := func(last string) bool { return semver.IsValid(version) && semver.Compare(version, last) <= 0 }
	return Style{V200: upTo("v2.0.0"), V202: upTo("v2.0.2"), V203: upTo("v2.0.3"), V204: upTo("v2.0.4"), V206: upTo("v2.0.6")}
}
