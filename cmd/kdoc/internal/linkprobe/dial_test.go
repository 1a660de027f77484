package linkprobe

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "140.82.121.4": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.9.9.9": false, "10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.100.100.200": false, "0.0.0.0": false, "0.1.2.3": false, "224.0.0.1": false, "255.255.255.255": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:169.254.169.254": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "198.18.0.1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// No question reaches a server on this machine: not by number, not by a name that
// resolves to it, not by a redirect.
func TestPrivateIsNotAsked(t *testing.T) {
	hits := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits++
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	ask := func(o Options, link string) string {
		o.Sleep = func(context.Context, time.Duration) {}
		return Open(o).Dead(t.Context(), link)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "[::1]"} {
		if dead := ask(Options{}, "http://"+host+port+"/x"); hits > 0 || strings.Contains(dead, "404") {
			t.Errorf("%s was asked: %q", host, dead)
		}
	}
	if dead := ask(Options{Private: true}, server.URL+"/x"); hits == 0 || dead == "" {
		t.Errorf("not asked though it was allowed: %q", dead)
	}
	// The redirect is followed by a client whose first hop is allowed.
	hits = 0
	away := httptest.NewServer(http.RedirectHandler(server.URL+"/x", http.StatusFound))
	defer away.Close()
	client := newClient(false)
	first := true
	inner := client.Transport.(*http.Transport)
	client.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		if first {
			first = false
			return newClient(true).Transport.RoundTrip(r)
		}
		return inner.RoundTrip(r)
	})
	if dead := ask(Options{Client: client}, away.URL); hits > 0 || dead != "" {
		t.Errorf("a redirect was followed to this machine: %q", dead)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestRedirectsEnd(t *testing.T) {
	hits := 0
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits++
		http.Redirect(w, r, server.URL+"/again", http.StatusFound)
	}))
	defer server.Close()
	p := Open(Options{Private: true, Sleep: func(context.Context, time.Duration) {}})
	if dead := p.Dead(t.Context(), server.URL); dead != "" || hits > 2*(maxRedirects+1) {
		t.Errorf("%q after %d requests", dead, hits)
	}
}

// A run asks no more than so many questions.
func TestQuestionsAreBounded(t *testing.T) {
	hits := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ }))
	defer server.Close()
	p := Open(Options{Private: true, Most: 3, Sleep: func(context.Context, time.Duration) {}})
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		p.Dead(t.Context(), server.URL+"/"+name)
	}
	if hits != 3 || p.Unasked() != 2 {
		t.Errorf("%d asked, %d not", hits, p.Unasked())
	}
}
