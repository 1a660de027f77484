package linkprobe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// A link comes out of a tree that may be anybody's, and what kdoc runs on may
// reach what nobody outside may: a router, a database, the metadata service of a
// cloud. So only public addresses are asked. It is the address that a connection
// is about to be made to that is looked at, after names were resolved and for
// each redirect, as a name may lead anywhere and elsewhere the next time.

// errPrivate is why an address is not asked.
var errPrivate = errors.New("not a public address")

// Limits of one question.
const (
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
)

// newClient returns a client that asks public addresses only, or any if private is
// set, by way of a proxy if the environment names one: a proxy resolves names by
// itself. It keeps no cookies.
func newClient(private bool) *http.Client {
	dialer := &net.Dialer{Timeout: patience, ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
		if private {
			return nil
		}
		return checkAddress(network, address)
	}}
	var proxy func(*http.Request) (*url.URL, error)
	if private {
		proxy = http.ProxyFromEnvironment
	}
	return &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			Proxy: proxy, DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: maxHeaderBytes, DisableKeepAlives: true, IdleConnTimeout: time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			switch {
			case len(via) > maxRedirects:
				return errors.New("too many redirects")
			case req.URL.Scheme != "http" && req.URL.Scheme != "https":
				return fmt.Errorf("redirected to %q", req.URL.Scheme)
			case !private && !usualPort(req.URL.Port()):
				return errPrivate
			}
			return nil
		},
	}
}

// usualPort reports whether a port of an address is one that pages are on.
func usualPort(port string) bool {
	return port == "" || port == "80" || port == "443" || port == "8080" || port == "8443"
}

// checkAddress refuses addresses that are not public, of the network "tcp4" or
// "tcp6".
func checkAddress(network, address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" || !public(at.Addr()) {
		return errPrivate
	}
	return nil
}

// special are the networks that are not on the public internet, beyond those that
// netip knows. See https://www.iana.org/assignments/iana-ipv4-special-registry and
// its counterpart for IPv6.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// public reports whether an address is on the public internet.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
