// Package version knows which build this is.
package version

import (
	"fmt"
	"runtime"
)

// Set by the linker in release builds.
var (
	gitVersion = "v0.0.0-devel"
	gitCommit  = ""
)

// Info describes a build.
type Info struct {
	GitVersion string `json:"gitVersion"`
	GitCommit  string `json:"gitCommit,omitempty"`
	GoVersion  string `json:"goVersion"`
	Platform   string `json:"platform"`
}

// Get returns the description of this build.
func Get() Info {
	return Info{
		GitVersion: gitVersion,
		GitCommit:  gitCommit,
		GoVersion:  runtime.Version(),
		Platform:   fmt.Sprintf("%s/%s", runtime.GOOS, runtime.GOARCH),
	}
}

// String is the short form that people quote.
func (i Info) String() string { return i.GitVersion }
