package linkprobe_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/cmd/kdoc/internal/linkprobe"
)

// A clock that only moves when somebody waits.
type clock struct {
	now   time.Time
	slept time.Duration
}

func (c *clock) options(file string) linkprobe.Options {
	return linkprobe.Options{
		Private: true,
		File:    file,
		Now:     func() time.Time { return c.now },
		Sleep: func(_ context.Context, d time.Duration) {
			c.now, c.slept = c.now.Add(d), c.slept+d
		},
	}
}

func TestDead(t *testing.T) {
	asked := []string{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/fine", http.StatusMovedPermanently)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/shy":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/private":
			w.WriteHeader(http.StatusForbidden)
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer srv.Close()

	c := &clock{now: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}
	file := filepath.Join(t.TempDir(), "deep", "links.json")
	p := linkprobe.Open(c.options(file))
	for link, want := range map[string]string{
		"/fine": "", "/moved": "", "/shy": "", "/private": "", "/broken": "",
		"/gone": "is dead: the site answers 410",
	} {
		if got := p.Dead(t.Context(), srv.URL+link); got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
	if c.slept < 5*linkprobe.Between {
		t.Errorf("one site was asked %d times within %v", len(asked), c.slept)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	// What was clear is not asked again until it may have changed.
	asked = nil
	p = linkprobe.Open(c.options(file))
	for _, link := range []string{"/fine", "/gone", "/private"} {
		p.Dead(t.Context(), srv.URL+link)
	}
	if got := strings.Join(asked, ", "); got != "HEAD /private, GET /private" {
		t.Errorf("asked %s", got)
	}
	asked, c.now = nil, c.now.Add(25*time.Hour)
	for _, link := range []string{"/fine", "/gone"} {
		p.Dead(t.Context(), srv.URL+link)
	}
	if got := strings.Join(asked, ", "); got != "HEAD /gone, GET /gone" {
		t.Errorf("a day later asked %s", got)
	}
}

// A network that is down, or a file that is broken, says nothing of a link.
func TestUnknown(t *testing.T) {
	srv := httptest.NewServer(nil)
	link := srv.URL
	srv.Close()
	file := filepath.Join(t.TempDir(), "links.json")
	if err := os.WriteFile(file, []byte(`[1`), 0o644); err != nil {
		t.Fatal(err)
	}
	p := linkprobe.Open((&clock{}).options(file))
	for _, l := range []string{link, "mailto:a@b.example", "http://[::1"} {
		if got := p.Dead(t.Context(), l); got != "" {
			t.Errorf("%s: %q", l, got)
		}
	}
}
