// Package linkprobe asks sites whether links to them work. It is for runs whose
// user allowed it, and sends nothing but the address.
//
// Answers are kept in a file, so that a link is asked for once in a while and
// not on every run, and one site is asked slowly. What cannot be told, because
// the network is down or a site refuses programs, is taken for fine: only a
// clear answer makes a link dead.
package linkprobe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// How long an answer holds. A dead link may be mended at the site.
const (
	aliveFor = 7 * 24 * time.Hour
	deadFor  = 24 * time.Hour
)

// Between is how long a site is left alone after a question.
const Between = 250 * time.Millisecond

const patience = 15 * time.Second

// An Options configures a Prober.
type Options struct {
	// File keeps the answers; "" keeps none.
	File string
	// Client asks; nil is one with limits on time and redirects that asks public
	// addresses only.
	Client *http.Client
	// Private lets the nil client ask addresses that are not public as well.
	Private bool
	// Most is how many links are asked about in a run; 0 is DefaultMost.
	Most int
	// Now and Sleep are the clock; nil is the real one.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration)
}

// A Prober asks about links, one at a time. It is not for concurrent use.
type Prober struct {
	o       Options
	answers map[string]answer
	asked   map[string]time.Time // by host
	changed bool
	count   int // links that were asked about
	unasked int // links that were not, as there were too many
}

// DefaultMost is how many links a run asks about unless told otherwise. With
// Between and patience it bounds how long that takes.
const DefaultMost = 2000

// Unasked is how many links were not asked about, as there were too many.
func (p *Prober) Unasked() int { return p.unasked }

// An answer is what a site said of a link.
type answer struct {
	Dead string    `json:"dead,omitempty"`
	At   time.Time `json:"at"`
}

// Open returns a Prober with the answers of earlier runs. A file that cannot be
// read counts as empty.
func Open(o Options) *Prober {
	if o.Client == nil {
		o.Client = newClient(o.Private)
	}
	if o.Most == 0 {
		o.Most = DefaultMost
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	p := &Prober{o: o, answers: map[string]answer{}, asked: map[string]time.Time{}}
	if b, err := files.Read(o.File); err == nil {
		if json.Unmarshal(b, &p.answers) != nil || p.answers == nil {
			p.answers = map[string]answer{}
		}
	}
	return p
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// Dead says why a link does not work; "" if it does, or if that is not known.
func (p *Prober) Dead(ctx context.Context, link string) string {
	if a, ok := p.answers[link]; ok {
		holds := aliveFor
		if a.Dead != "" {
			holds = deadFor
		}
		if p.o.Now().Sub(a.At) < holds {
			return a.Dead
		}
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if p.count >= p.o.Most {
		p.unasked++
		return ""
	}
	p.count++
	dead, clear := p.ask(ctx, u)
	if clear {
		p.answers[link] = answer{Dead: dead, At: p.o.Now().UTC()}
		p.changed = true
	}
	return dead
}

// ask asks a site for a page. The answer is not clear if the site did not say.
func (p *Prober) ask(ctx context.Context, u *url.URL) (dead string, clear bool) {
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		if wait := Between - p.o.Now().Sub(p.asked[u.Host]); wait > 0 {
			p.o.Sleep(ctx, wait)
		}
		req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
		if err != nil {
			return "", false
		}
		req.Header.Set("User-Agent", "kdoc-linkprobe")
		resp, err := p.o.Client.Do(req)
		p.asked[u.Host] = p.o.Now()
		if err != nil {
			var dns *net.DNSError
			if errors.As(err, &dns) && dns.IsNotFound {
				return "leads to a site that does not exist", true
			}
			return "", false
		}
		resp.Body.Close()
		switch code := resp.StatusCode; {
		case code < http.StatusBadRequest:
			return "", true
		case method == http.MethodHead:
			// Some sites answer questions for the page alone.
		case code == http.StatusNotFound || code == http.StatusGone:
			return fmt.Sprintf("is dead: the site answers %d", code), true
		}
	}
	return "", false
}

// Close keeps the answers for the next run.
func (p *Prober) Close() error {
	if p.o.File == "" || !p.changed {
		return nil
	}
	b, err := json.MarshalIndent(p.answers, "", " ")
	if err != nil {
		return err
	}
	root, err := files.MakePrivateRoot(filepath.Dir(p.o.File))
	if err != nil {
		return fmt.Errorf("keeping what sites said of links: %w", err)
	}
	defer root.Close()
	if _, err := root.Write(filepath.Base(p.o.File), append(b, '\n')); err != nil {
		return fmt.Errorf("keeping what sites said of links: %w", err)
	}
	return nil
}
