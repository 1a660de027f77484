package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// isTerminal reports whether w, one of the program's streams, is a terminal.
func (a *app) isTerminal(w io.Writer) bool {
	if !a.ownStreams {
		return false
	}
	f := os.Stdout
	if w == a.stderr {
		f = os.Stderr
	}
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// width is how many columns w has: those of the terminal it is, within what
// reads well, or else the usual 80.
func (a *app) width(w io.Writer) int {
	const usual, most = 80, 110
	if !a.isTerminal(w) {
		return usual
	}
	columns, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || columns <= 0 {
		return usual
	}
	return min(columns, most)
}

// color decides whether to colour what is written to w.
func (a *app) color(mode string, w io.Writer) bool {
	if mode != "auto" {
		return mode == "always"
	}
	return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" && a.isTerminal(w)
}

// Progress is not worth a flicker: it shows after a second, on a terminal.
const (
	progressDelay = time.Second
	progressEvery = 100 * time.Millisecond
)

// progress shows a bar for a stage of loading.
type progress struct {
	w     io.Writer // nil: show nothing
	start time.Time

	mu    sync.Mutex
	stage string
	bar   *progressbar.ProgressBar
}

func (a *app) newProgress() *progress {
	p := &progress{start: time.Now()}
	if a.isTerminal(a.stderr) && a.getenv("TERM") != "dumb" {
		p.w = a.bareErr
	}
	return p
}

// report is a walk.Options.Progress.
func (p *progress) report(stage string, done, total int) {
	if p.w == nil || time.Since(p.start) < progressDelay {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || p.stage != stage {
		p.clear()
		p.stage = stage
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(stage),
			progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(progressEvery),
			progressbar.OptionUseANSICodes(true),
			progressbar.OptionClearOnFinish(),
		)
	}
	p.bar.Set(done)
}

// done removes the bar.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
		p.bar = nil
	}
}
