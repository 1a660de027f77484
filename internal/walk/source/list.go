package source

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A lister walks directories with a few goroutines that share a stack of the
// directories still to read.
type lister struct {
	s      *dirSource
	vendor bool

	mu      sync.Mutex
	more    *sync.Cond
	stack   []dirTask
	running int
	out     Listing
}

type dirTask struct {
	dir string
	// linksOnly is how many levels of a vendor directory are still looked at
	// for links and nothing else; 0 lists everything.
	linksOnly int
}

func (s *dirSource) List(ctx context.Context, vendor bool) (*Listing, error) {
	l := &lister{s: s, vendor: vendor, stack: []dirTask{{dir: "."}}}
	l.more = sync.NewCond(&l.mu)
	l.out.Links = map[string]string{}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() { l.work(ctx) })
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(l.out.Entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return &l.out, nil
}

func (l *lister) work(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		for len(l.stack) == 0 && l.running > 0 {
			l.more.Wait()
		}
		if len(l.stack) == 0 || ctx.Err() != nil {
			l.more.Broadcast()
			return
		}
		task := l.stack[len(l.stack)-1]
		l.stack = l.stack[:len(l.stack)-1]
		l.running++
		l.mu.Unlock()
		found := l.readDir(task)
		l.mu.Lock()
		l.running--
		l.stack = append(l.stack, found.dirs...)
		l.out.Entries = append(l.out.Entries, found.entries...)
		l.out.Faults = append(l.out.Faults, found.faults...)
		for from, to := range found.links {
			l.out.Links[from] = to
		}
		l.more.Broadcast()
	}
}

// found is what one directory holds.
type found struct {
	dirs    []dirTask
	entries []Entry
	links   map[string]string
	faults  []Fault
}

func (l *lister) readDir(task dirTask) (out found) {
	list, err := l.s.root.ReadDir(task.dir)
	if err != nil {
		out.faults = append(out.faults, Fault{
			Path: task.dir, Partial: true,
			Msg:  "cannot list directory: " + Cause(err),
			Hint: "make the directory readable, or leave it out of the tree",
		})
	}
	for _, d := range list {
		p := d.Name()
		if task.dir != "." {
			p = task.dir + "/" + p
		}
		switch mode := d.Type(); {
		case mode.IsDir():
			l.addDir(&out, task, p, d.Name())
		case mode&fs.ModeSymlink != 0:
			l.addLink(&out, task, p)
		case !mode.IsRegular():
			// Sockets, devices and pipes are no source.
		case task.linksOnly == 0 || d.Name() == "modules.txt":
			if !strings.HasSuffix(d.Name(), ".go") {
				// Few of the others are ever read; their size and times can wait.
				out.entries = append(out.entries, Entry{Path: p})
				continue
			}
			info, err := d.Info()
			if err != nil {
				out.faults = append(out.faults, vanished(p, err))
				continue
			}
			out.entries = append(out.entries, Entry{Path: p, Size: info.Size(), Stat: cache.StatOf(info)})
		}
	}
	return out
}

func (l *lister) addDir(out *found, task dirTask, p, name string) {
	switch {
	case skipDir(name):
	case task.linksOnly == 1:
	case task.linksOnly > 1:
		out.dirs = append(out.dirs, dirTask{p, task.linksOnly - 1})
	case name == "vendor" && !l.vendor:
		out.dirs = append(out.dirs, dirTask{p, vendorLinkDepth})
	default:
		out.dirs = append(out.dirs, dirTask{dir: p})
	}
}

// addLink records a link. Links to directories are remembered and never walked,
// links to files stand for the file, and links out of the tree are refused.
func (l *lister) addLink(out *found, task dirTask, p string) {
	isGo := IsGo(path.Base(p))
	if !isGo && strings.HasSuffix(p, ".go") {
		return
	}
	rel, err := l.s.root.Resolve(p)
	if errors.Is(err, files.ErrLinkLeaves) {
		out.faults = append(out.faults, Fault{Path: p, Partial: isGo,
			Msg:  "link leads out of the tree and is not followed",
			Hint: "put the files into the tree, or remove the link"})
		return
	}
	if err != nil {
		out.faults = append(out.faults, Fault{Path: p, Partial: isGo,
			Msg:  "link leads nowhere: " + linkCause(err),
			Hint: "repair or remove the link"})
		return
	}
	info, err := l.s.root.Stat(rel)
	if err != nil {
		out.faults = append(out.faults, vanished(p, err))
		return
	}
	if info.IsDir() {
		if out.links == nil {
			out.links = map[string]string{}
		}
		out.links[p] = rel
	} else if info.Mode().IsRegular() && task.linksOnly == 0 {
		out.entries = append(out.entries, Entry{Path: p, Real: rel, Size: info.Size(), Stat: cache.StatOf(info)})
	}
}

func vanished(p string, err error) Fault {
	return Fault{Path: p, Partial: strings.HasSuffix(p, ".go"),
		Msg:  "cannot read: " + Cause(err),
		Hint: "make the file readable, or run again if it was being replaced"}
}

func linkCause(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "its target does not exist"
	case errors.Is(err, files.ErrLinkLoop):
		return "it goes round in circles"
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
