package walk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

var longAgo = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// onlyPack returns the path of the store's one pack.
func onlyPack(t *testing.T, store *cache.Store) string {
	t.Helper()
	list, err := os.ReadDir(store.Dir())
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d files in the cache, want 1", len(list))
	}
	return filepath.Join(store.Dir(), list[0].Name())
}
