//go:build !unix

package eval

import "time"

var processStart = time.Now()

// cpuTime stands for how long the process has run by how long ago it started.
func cpuTime() time.Duration { return time.Since(processStart) }
