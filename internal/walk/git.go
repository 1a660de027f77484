package walk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
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
func openGit(ctx context.Context, dir, rev string, opts Options) (source, string, error) {
	git := func(args ...string) (string, error) {
		out, err := gitCommand(ctx, dir, args...).Output()
		return strings.TrimRight(string(out), "\n"), err
	}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, "", fmt.Errorf("cannot read revision %q: git is not installed", rev)
	}
	top, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, "", fmt.Errorf("cannot read revision %q: %s is not in a git work tree that can be read%s", rev, dir, gitSaid(err))
	}
	if strings.HasPrefix(rev, "-") {
		return nil, "", fmt.Errorf("%q is not a git revision", rev)
	}
	commit, err := git("rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return nil, "", fmt.Errorf("no revision %q in this clone: get it with \"git fetch origin %s\" (a shallow clone may need \"git fetch --unshallow\")", rev, rev)
	}
	prefix, err := git("rev-parse", "--show-prefix")
	if err != nil {
		return nil, "", fmt.Errorf("cannot read revision %q: %w", rev, err)
	}
	s := &gitSource{ctx: ctx, dir: top, rev: commit, blobs: map[string]gitBlob{}, idle: make(chan *batch, workers())}
	for range workers() {
		s.idle <- nil // started when first needed
	}
	if err := s.lsTree(); err != nil {
		return nil, "", err
	}
	probe := gitProbe{s}
	start := path.Clean("/" + prefix)
	root := start
	if !opts.Exact && !(opts.Dir != "" && isRoot(probe, start)) {
		root = findRoot(probe, start)
	}
	s.root = strings.TrimPrefix(root, "/")
	return s, filepath.Join(filepath.FromSlash(top), filepath.FromSlash(s.root)), nil
}

// lsTree reads the listing of the whole revision.
func (s *gitSource) lsTree() error {
	out, err := gitCommand(s.ctx, s.dir, "ls-tree", "-r", "-z", "--full-tree", "--long", s.rev).Output()
	if err != nil { // a partial clone cannot tell the size of what it lacks
		out, err = gitCommand(s.ctx, s.dir, "ls-tree", "-r", "-z", "--full-tree", s.rev).Output()
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

// elsewhere are the variables that send git to another repository than that of
// the directory it runs in. Git sets some of them for its hooks.
var elsewhere = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX"}

// gitCommand is git in a directory. It never fetches what a partial clone lacks.
func gitCommand(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return slices.Contains(elsewhere, name)
	})
	cmd.Env = append(cmd.Env, "GIT_NO_LAZY_FETCH=1", "LC_ALL=C")
	return cmd
}

const gitLink = "120000"

func (s *gitSource) list(ctx context.Context, vendor bool) (*listing, error) {
	out := &listing{links: map[string]string{}}
	for _, p := range s.paths {
		rel, ok := s.rel(p)
		b := s.blobs[p]
		if !ok || !listed(rel, vendor, b.mode == gitLink) {
			continue
		}
		if b.mode != gitLink {
			out.entries = append(out.entries, entry{path: rel, size: b.size, oid: b.oid})
			continue
		}
		if base := path.Base(p); strings.HasSuffix(base, ".go") && !isSource(base) {
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
			out.errs = append(out.errs, LoadError{Path: rel, Partial: strings.HasSuffix(rel, ".go"), Msg: msg, Hint: "repair or remove the link"})
		case s.blobs[real].oid != "":
			t := s.blobs[real]
			out.entries = append(out.entries, entry{path: rel, real: target, size: t.size, oid: t.oid})
		default:
			out.links[rel] = target
		}
	}
	slices.SortFunc(out.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
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

func (s *gitSource) readFile(p string) ([]byte, error) {
	full, err := s.follow(path.Join(s.root, p))
	b, ok := s.blobs[full]
	if _, inside := s.rel(full); err != nil || !ok || !inside {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
	}
	return s.blob(b.oid, b.size, nil)
}

func (s *gitSource) read(e entry, buf []byte) ([]byte, error) { return s.blob(e.oid, e.size, buf) }

// blob appends the content of an object to buf.
func (s *gitSource) blob(oid string, size int64, buf []byte) ([]byte, error) {
	if size > maxFileSize {
		return buf, errTooLarge
	}
	b := <-s.idle
	defer func() { s.idle <- b }() // nil if it stopped: the next to come starts another
	if b == nil {
		var err error
		if b, err = s.startBatch(); err != nil {
			return buf, err
		}
	}
	out, err := b.get(oid, buf)
	if err != nil && s.ctx.Err() != nil {
		return buf, s.ctx.Err()
	}
	if err != nil && !errors.Is(err, errMissingObject) {
		err, b = b.stopped(err), nil
	}
	return out, err
}

// errMissingObject says that a partial or damaged clone lacks an object.
var errMissingObject = errors.New("its object is missing from this clone")

// A batch is one running "git cat-file --batch".
type batch struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	err *bytes.Buffer
}

func (s *gitSource) startBatch() (*batch, error) {
	cmd := gitCommand(s.ctx, s.dir, "cat-file", "--batch")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot run git: %w", err)
	}
	return &batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16), err: &stderr}, nil
}

// stopped lets go of a batch that has ended and says why. Some versions of git
// end where an object is missing and may not be fetched.
func (b *batch) stopped(err error) error {
	b.in.Close()
	b.cmd.Wait()
	if strings.Contains(b.err.String(), "promisor remote") {
		return errMissingObject
	}
	return err
}

func (b *batch) get(oid string, buf []byte) ([]byte, error) {
	if _, err := io.WriteString(b.in, oid+"\n"); err != nil {
		return buf, fmt.Errorf("git cat-file stopped: %w", err)
	}
	line, err := b.out.ReadString('\n')
	if err != nil {
		return buf, fmt.Errorf("git cat-file stopped: %w", err)
	}
	f := strings.Fields(line) // oid, type, size
	if len(f) != 3 || f[1] != "blob" {
		return buf, errMissingObject
	}
	n, err := strconv.Atoi(f[2])
	if err != nil {
		return buf, fmt.Errorf("git cat-file said %q", strings.TrimSpace(line))
	}
	start := len(buf)
	buf = slices.Grow(buf, n+1)[:start+n+1] // and the newline behind it
	if _, err := io.ReadFull(b.out, buf[start:]); err != nil {
		return buf[:start], fmt.Errorf("git cat-file stopped: %w", err)
	}
	return buf[:start+n], nil
}

func (s *gitSource) close() error {
	for range cap(s.idle) {
		if b := <-s.idle; b != nil {
			b.in.Close()
			b.cmd.Wait()
		}
		s.idle <- nil
	}
	return nil
}

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
