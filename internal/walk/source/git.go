package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// A gitSource reads a revision from git's object database. The work tree is not
// looked at. Listing is one "git ls-tree"; contents come from a few
// long-running "git cat-file --batch".
type gitSource struct {
	ctx  context.Context
	dir  string // where git runs
	rev  string // full commit hash
	root string // the tree's root inside the repository, "" or "a/b"

	blobs map[string]gitBlob // by path inside the repository
	paths []string           // sorted
	idle  chan *batch
}

type gitBlob struct {
	mode, oid string
	size      int64
}

// openGit resolves DIR@REV.
func openGit(ctx context.Context, dir, rev string, at Place) (Source, string, error) {
	git := func(args ...string) (string, error) {
		out, err := gitOutput(ctx, dir, args...)
		return strings.TrimRight(string(out), "\n"), err
	}
	if _, err := process.Find("git"); err != nil {
		return nil, "", fmt.Errorf("cannot read revision %q: %w", rev, err)
	}
	top, prefix, err := repository(git)
	if err != nil {
		return nil, "", fmt.Errorf("cannot read revision %q: %s is not in a git repository that can be read%s", rev, dir, gitSaid(err))
	}
	if strings.HasPrefix(rev, "-") {
		return nil, "", fmt.Errorf("%q is not a git revision", rev)
	}
	commit, err := git("rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		shallow, _ := git("rev-parse", "--is-shallow-repository")
		return nil, "", fmt.Errorf("no revision %q in this clone: %s", rev, fetchHint(rev, shallow == "true"))
	}
	s := &gitSource{ctx: ctx, dir: top, rev: commit, blobs: map[string]gitBlob{}, idle: make(chan *batch, readers())}
	for range readers() {
		s.idle <- nil // started when first needed
	}
	if err := s.lsTree(); err != nil {
		return nil, "", err
	}
	probe := gitProbe{s}
	start := path.Clean("/" + prefix)
	root := start
	if !at.Exact && !(at.Dir != "" && isRoot(probe, start)) {
		root = findRoot(probe, start)
	}
	s.root = strings.TrimPrefix(root, "/")
	return s, filepath.Join(filepath.FromSlash(top), filepath.FromSlash(s.root)), nil
}

// readers is how many objects are read at a time.
func readers() int { return runtime.GOMAXPROCS(0) }

// repository returns where the repository's root is, and the path from there to
// the directory git runs in. A bare repository has no other directory.
func repository(git func(...string) (string, error)) (top, prefix string, err error) {
	if bare, err := git("rev-parse", "--is-bare-repository"); err == nil && bare == "true" {
		top, err = git("rev-parse", "--absolute-git-dir")
		return top, "", err
	}
	if top, err = git("rev-parse", "--show-toplevel"); err != nil {
		return "", "", err
	}
	prefix, err = git("rev-parse", "--show-prefix")
	return top, prefix, err
}

func (s *gitSource) Rev() string { return s.rev }

// lsTree reads the listing of the whole revision.
func (s *gitSource) lsTree() error {
	out, err := gitOutput(s.ctx, s.dir, "ls-tree", "-r", "-z", "--full-tree", "--long", s.rev)
	if err != nil { // a partial clone cannot tell the size of what it lacks
		out, err = gitOutput(s.ctx, s.dir, "ls-tree", "-r", "-z", "--full-tree", s.rev)
	}
	if err != nil {
		return fmt.Errorf("cannot list revision %s%s", s.rev, gitSaid(err))
	}
	for _, rec := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		meta, p, ok := strings.Cut(rec, "\t")
		f := strings.Fields(meta) // mode, type, oid, and the size if it is known
		if !ok || len(f) < 3 || f[1] != "blob" {
			continue // a submodule
		}
		size := int64(-1)
		if n, err := strconv.ParseInt(f[len(f)-1], 10, 64); err == nil && len(f) == 4 {
			size = n
		}
		s.blobs[p] = gitBlob{mode: f[0], oid: f[2], size: size}
		s.paths = append(s.paths, p)
	}
	sort.Strings(s.paths)
	return nil
}

// gitSaid is the reason git gave for an error, in a form to append.
func gitSaid(err error) string {
	said := ""
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		for line := range strings.Lines(string(exit.Stderr)) {
			if line = strings.TrimSpace(line); said == "" || strings.HasPrefix(line, "fatal: ") {
				said = strings.TrimPrefix(line, "fatal: ")
			}
		}
	}
	if said == "" {
		return ""
	}
	return " (git: " + said + ")"
}

// gitOutput is what git prints about a directory, at most maxGitOutput bytes.
func gitOutput(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd, err := process.Git(ctx, dir, args...)
	if err != nil {
		return nil, err
	}
	return process.Output(cmd, maxGitOutput)
}

// maxGitOutput bounds a listing. That of Kubernetes has 3 MB.
const maxGitOutput = 1 << 30

const gitLink = "120000"

func (s *gitSource) List(ctx context.Context, vendor bool) (*Listing, error) {
	out := &Listing{Links: map[string]string{}}
	for _, p := range s.paths {
		rel, ok := s.rel(p)
		b := s.blobs[p]
		if !ok || !listed(rel, vendor, b.mode == gitLink) {
			continue
		}
		if b.mode != gitLink {
			out.Entries = append(out.Entries, Entry{Path: rel, Size: b.size, OID: b.oid})
			continue
		}
		if base := path.Base(p); strings.HasSuffix(base, ".go") && !IsGo(base) {
			continue
		}
		real, err := s.follow(p)
		target, inside := s.rel(real)
		switch {
		case err != nil || !inside:
			msg := "link leads out of the tree and is not followed"
			if err != nil {
				msg = "link leads nowhere: " + err.Error()
			}
			out.Faults = append(out.Faults, Fault{Path: rel, Partial: strings.HasSuffix(rel, ".go"), Msg: msg, Hint: "repair or remove the link"})
		case s.blobs[real].oid != "":
			t := s.blobs[real]
			out.Entries = append(out.Entries, Entry{Path: rel, Real: target, Size: t.size, OID: t.oid})
		default:
			out.Links[rel] = target
		}
	}
	slices.SortFunc(out.Entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return out, ctx.Err()
}

// listed applies to a path what the directory walk applies level by level.
func listed(p string, vendor, link bool) bool {
	dirs := strings.Split(p, "/")
	base := dirs[len(dirs)-1]
	for i, d := range dirs[:len(dirs)-1] {
		if skipDir(d) {
			return false
		}
		if d == "vendor" && !vendor {
			return base == "modules.txt" || link && len(dirs)-2-i < vendorLinkDepth
		}
	}
	return true
}

// rel returns a repository path relative to the tree's root.
func (s *gitSource) rel(p string) (string, bool) {
	if s.root == "" {
		return p, p != ".." && !strings.HasPrefix(p, "../")
	}
	if p == s.root {
		return ".", true
	}
	return strings.CutPrefix(p, s.root+"/")
}

// follow resolves a link to a path inside the repository.
func (s *gitSource) follow(p string) (string, error) {
	for range 16 {
		b, ok := s.blobs[p]
		if !ok || b.mode != gitLink {
			if !ok && !s.isDir(p) {
				return p, errors.New("its target does not exist")
			}
			return p, nil
		}
		target, err := s.blob(b.oid, b.size, nil)
		if err != nil {
			return p, err
		}
		if path.IsAbs(string(target)) {
			return "..", nil
		}
		p = path.Join(path.Dir(p), string(target))
	}
	return p, errors.New("it goes round in circles")
}

func (s *gitSource) isDir(p string) bool {
	i := sort.SearchStrings(s.paths, p+"/")
	return p == "." || i < len(s.paths) && strings.HasPrefix(s.paths[i], p+"/")
}

func (s *gitSource) ReadFile(p string) ([]byte, error) {
	full, err := s.follow(path.Join(s.root, p))
	b, ok := s.blobs[full]
	if _, inside := s.rel(full); err != nil || !ok || !inside {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
	}
	return s.blob(b.oid, b.size, nil)
}

func (s *gitSource) Read(e Entry, buf []byte) ([]byte, error) { return s.blob(e.OID, e.Size, buf) }

// A gitProbe looks for the root in the revision's listing.
type gitProbe struct{ s *gitSource }

func (g gitProbe) exists(p string) bool {
	if path.Base(p) == ".git" {
		return path.Dir(p) == "/"
	}
	_, ok := g.s.blobs[strings.TrimPrefix(p, "/")]
	return ok
}

func (g gitProbe) read(p string) ([]byte, error) {
	b, ok := g.s.blobs[strings.TrimPrefix(p, "/")]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return g.s.blob(b.oid, b.size, nil)
}
