// Package probe looks at the machine it runs on. What can be seen differs from
// one operating system to the next; whatever is unknown is left out.
package probe

import (
	"context"
	"os"
	"runtime"
	"time"
)

// Report is what is known about a machine.
type Report struct {
	HostName  string    `json:"hostName"`
	Platform  string    `json:"platform"`
	Cores     int       `json:"cores"`
	Volume    *Volume   `json:"volume,omitempty"`
	Error     string    `json:"error,omitempty"`
	TakenTime time.Time `json:"takenTime"`
}

// Volume is a file system.
type Volume struct {
	Path       string `json:"path"`
	TotalBytes uint64 `json:"totalBytes"`
	FreeBytes  uint64 `json:"freeBytes"`
}

// FreePercent is the share of the volume that is free, rounded down. A volume
// without a size is taken to be free.
func (v *Volume) FreePercent() int {
	if v.TotalBytes == 0 {
		return 100
	}
	return int(v.FreeBytes * 100 / v.TotalBytes)
}

// Collect looks at the machine and at the volume that holds path. It always
// returns a report; what went wrong is in its Error.
func Collect(ctx context.Context, path string) *Report {
	r := &Report{
		Platform:  runtime.GOOS + "/" + runtime.GOARCH,
		Cores:     runtime.NumCPU(),
		TakenTime: time.Now().UTC(),
	}
	r.HostName, _ = os.Hostname()

	type answer struct {
		volume *Volume
		err    error
	}
	// A volume on a dead network share blocks for ever, so ask from the side.
	answers := make(chan answer, 1)
	go func() {
		volume, err := statVolume(path)
		answers <- answer{volume, err}
	}()
	select {
	case a := <-answers:
		r.Volume = a.volume
		if a.err != nil {
			r.Error = a.err.Error()
		}
	case <-ctx.Done():
		r.Error = ctx.Err().Error()
	}
	return r
}

// Healthy reports whether nothing failed and enough of the volume is free.
func (r *Report) Healthy(minFreePercent int) bool {
	return r.Error == "" && (r.Volume == nil || r.Volume.FreePercent() >= minFreePercent)
}
