package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func old(n int64) Stat {
	return Stat{Size: n, Mtime: 1_000_000_000 * n, Ctime: 1_000_000_000 * n, Inode: uint64(n)}
}

// fill saves a pack with n contents of a kilobyte each under the given prefix.
func fill(t *testing.T, s *Store, tree, prefix string, n int) {
	t.Helper()
	p := s.Pack(tree)
	for i := range n {
		h := Sum(fmt.Appendf(nil, "%s %d", prefix, i))
		p.Put(h, "f@1", bytes.Repeat([]byte{byte(i)}, 1000))
		p.Remember(fmt.Sprint(prefix, i), old(int64(i+1)), h)
	}
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
}

func TestRoundTrip(t *testing.T) {
	s := Open(t.TempDir(), 0)
	fill(t, s, "tree", "a", 20)
	p := s.Pack("tree")
	h, ok := p.Lookup("a7", old(8))
	if !ok || h != Sum([]byte("a 7")) {
		t.Fatal("stat shortcut lost")
	}
	if _, ok := p.Lookup("a7", old(9)); ok {
		t.Error("another stat is taken for the same content")
	}
	if got, ok := p.Get(h, "f@1"); !ok || got != string(bytes.Repeat([]byte{7}, 1000)) {
		t.Error("fact lost")
	}
	if _, ok := p.Get(h, "f@2"); ok {
		t.Error("a fact of another version is taken")
	}
	p.Put(h, "g@1", []byte("more"))
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	p = s.Pack("tree")
	if _, ok := p.Get(h, "f@1"); !ok {
		t.Error("adding a section drops another")
	}
	if got, _ := p.Get(h, "g@1"); got != "more" {
		t.Error("added section lost")
	}
}

func TestSameBytes(t *testing.T) {
	var first []byte
	for range 3 {
		s := Open(t.TempDir(), 0)
		fill(t, s, "tree", "a", 50)
		b, err := os.ReadFile(filepath.Join(s.Dir(), s.Pack("tree").name))
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, b) {
			t.Error("the same facts give different packs")
		}
		first = b
	}
}

// A file written at the time of the run may change again without a new stat.
func TestRecentFilesAreNotTrusted(t *testing.T) {
	s := Open(t.TempDir(), 0)
	p := s.Pack("tree")
	h := Sum([]byte("x"))
	now := Stat{Size: 1, Mtime: time.Now().UnixNano()}
	p.Put(h, "f@1", nil)
	p.Remember("x", now, h)
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Pack("tree").Lookup("x", now); ok {
		t.Error("a file written a moment ago is trusted by its stat")
	}
}

func TestCaps(t *testing.T) {
	s := Open(t.TempDir(), 200_000)
	fill(t, s, "tree", "old", 40)
	fill(t, s, "tree", "new", 40) // a pack may take a quarter: 50 kB
	p := s.Pack("tree")
	if _, ok := p.Get(Sum([]byte("old 3")), "f@1"); ok {
		t.Error("the oldest facts outlive the cap")
	}
	if _, ok := p.Get(Sum([]byte("new 39")), "f@1"); !ok {
		t.Error("facts just used are dropped")
	}
	if _, ok := p.Lookup("old3", old(4)); ok {
		t.Error("a stat outlives its facts")
	}
	for i := range 8 {
		fill(t, s, fmt.Sprint("tree", i), "x", 40)
	}
	info, err := s.Info()
	if err != nil || info.Bytes > s.MaxBytes() || info.Packs < 3 {
		t.Errorf("store holds %+v, %v; cap %d", info, err, s.MaxBytes())
	}
	if err := s.Clear(); err != nil {
		t.Fatal(err)
	}
	if info, _ := s.Info(); info != (Info{}) {
		t.Errorf("after Clear: %+v", info)
	}
}

// What a killed process left behind is removed in time, what another is writing
// stays.
func TestAbandoned(t *testing.T) {
	s := Open(t.TempDir(), 0)
	for name, age := range map[string]time.Duration{".kdoc-1.tmp": 2 * abandoned, ".kdoc-2.tmp": 0} {
		file := filepath.Join(s.Dir(), name)
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, s, "tree", "a", 1)
	if left, _ := filepath.Glob(filepath.Join(s.Dir(), ".kdoc-*")); len(left) != 1 || filepath.Base(left[0]) != ".kdoc-2.tmp" {
		t.Errorf("left: %v", left)
	}
}

// Several writers of one pack: whoever is last wins, and the pack is whole.
func TestConcurrentSaves(t *testing.T) {
	s := Open(t.TempDir(), 0)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() { fill(t, s, "tree", fmt.Sprint("w", i, "-"), 30) })
	}
	wg.Wait()
	if p := s.Pack("tree"); len(p.records) < 30 {
		t.Errorf("%d records survive", len(p.records))
	}
	if list, _ := os.ReadDir(s.Dir()); len(list) != 1 {
		t.Errorf("%d files left behind", len(list))
	}
}

func FuzzLoad(f *testing.F) {
	dir := f.TempDir()
	s := Open(dir, 0)
	p := s.Pack("tree")
	p.Put(Sum(nil), "f@1", []byte("fact"))
	p.Remember("x", old(1), Sum(nil))
	if err := p.Save(); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, p.name))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := &Pack{}
		p.decode(b)
	})
}
