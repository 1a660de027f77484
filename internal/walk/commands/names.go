package commands

import (
	"path"
	"strings"
)

// BinaryName is what go install calls the binary of a main package: the last
// element of its import path that is no major version.
func BinaryName(importPath string) string {
	dir, name := path.Split(importPath)
	if isMajorVersion(name) && dir != "" {
		return path.Base(dir)
	}
	return name
}

// isMajorVersion reports whether an element of an import path is "v2" or above.
func isMajorVersion(s string) bool {
	if len(s) < 2 || s[0] != 'v' || s[1] == '0' || s == "v1" {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}
