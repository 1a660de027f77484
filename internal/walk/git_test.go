package walk_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestMain forgets what a git hook that runs the tests was told: git in a test
// would work on the repository of the hook.
func TestMain(m *testing.M) {
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"} {
		os.Unsetenv(name)
	}
	m.Run()
}

// repository makes a repository of an archive, with one commit,
// and returns its directory and git in it.
func repository(t *testing.T, txtar string) (dir string, git func(args ...string) string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir = walktest.Unpack(t, txtar)
	git = func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	return dir, git
}

func nameAt(t *testing.T, arg string) string {
	t.Helper()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: arg})
	if err != nil {
		return err.Error()
	}
	defer tree.Close()
	return tree.Name
}

func TestRevisionNames(t *testing.T) {
	dir, git := repository(t, "-- go.mod --\nmodule ex.io/one\n-- a.go --\npackage a\n")
	must(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module ex.io/two\n"), 0o644))
	git("commit", "-q", "-a", "-m", "two")
	for rev, want := range map[string]string{
		"HEAD":        "ex.io/two",
		"HEAD~1":      "ex.io/one",
		"HEAD@{1}":    "ex.io/one",
		"@{1}":        "ex.io/one",
		"@":           "ex.io/two",
		"":            "names no revision",
		"--all":       "is not a git revision",
		"nowhere@{1}": "no revision",
	} {
		if got := nameAt(t, dir+"@"+rev); !strings.Contains(got, want) {
			t.Errorf("@%s: %s, want %s", rev, got, want)
		}
	}
}

// A hook runs with variables that name its own repository.
func TestRevisionInHook(t *testing.T) {
	one, _ := repository(t, "-- go.mod --\nmodule ex.io/one\n-- a.go --\npackage a\n")
	two, _ := repository(t, "-- go.mod --\nmodule ex.io/two\n-- a.go --\npackage a\n")
	t.Setenv("GIT_DIR", filepath.Join(one, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(one, ".git", "index"))
	if got := nameAt(t, two+"@HEAD"); got != "ex.io/two" {
		t.Errorf("in a hook of another repository: %s", got)
	}
}

// What a partial clone lacks is reported and not fetched.
func TestRevisionOfPartialClone(t *testing.T) {
	origin, git := repository(t, "-- go.mod --\nmodule ex.io/one\n-- a.go --\npackage a\n")
	git("config", "uploadpack.allowFilter", "true")
	clone := filepath.Join(t.TempDir(), "clone")
	git("clone", "-q", "--filter=blob:none", "--no-checkout", "file://"+filepath.ToSlash(origin), clone)
	tree, err := walk.Open(context.Background(), walk.Options{Dir: clone + "@HEAD"})
	must(t, err)
	defer tree.Close()
	if got := sketch(tree); !strings.Contains(got, "error a.go: cannot read: its object is missing from this clone (partial)") {
		t.Error(got)
	}
	if got := git("-C", clone, "count-objects", "-v"); !strings.Contains(got, "packs: 1\n") {
		t.Errorf("something was fetched:\n%s", got)
	}
}

// TestBareRepository reads a revision where there is no work tree.
func TestBareRepository(t *testing.T) {
	dir, git := repository(t, "-- go.mod --\nmodule ex.io/bare\n-- a.go --\npackage a\n")
	bare := filepath.Join(t.TempDir(), "bare.git")
	git("clone", "-q", "--bare", dir, bare)
	tree, err := walk.Open(context.Background(), walk.Options{Dir: bare + "@HEAD"})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if tree.Name != "ex.io/bare" || len(tree.Packages) != 1 || tree.Rev == "" {
		t.Errorf("read %q at %q with %d packages", tree.Name, tree.Rev, len(tree.Packages))
	}
}
