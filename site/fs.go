// Package site holds the templates, styles and scripts of generated sites, by
// component. Generated pages never land here.
package site

import "embed"

// Assets are the files of this directory, for html.Options.
//
//go:embed api page code report search theme
var Assets embed.FS
