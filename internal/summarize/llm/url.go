package llm

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// DefaultURL is the base URL that an empty one stands for.
const DefaultURL = "https://api.openai.com/v1"

// CheckURL says why a URL cannot be the base of an endpoint: evidence and key
// travel encrypted unless they stay on this machine, and a URL, which is shown
// and logged, holds no key.
func CheckURL(raw string) error {
	_, err := parseURL(raw)
	return err
}

func parseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the endpoint's URL cannot be read: write it like %s", DefaultURL)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("the endpoint's URL may hold no user, key, query or fragment: write it like %s, and give the key apart from it", DefaultURL)
	case u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return nil, fmt.Errorf("the endpoint's URL %q must begin with https and a host, or with http and localhost: write it like %s, or http://localhost:11434/v1", clip(raw), DefaultURL)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("the endpoint's URL %q is not encrypted: use https, or a server on this machine (localhost)", clip(raw))
	}
	return u, nil
}

// loopback tells whether a host is this machine.
func loopback(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().IsLoopback()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// errAway is why a connection that must stay on this machine is not made.
var errAway = errors.New("the host is not this machine, and the URL is not encrypted")

// stayHere refuses connections that leave this machine, whatever a name that
// should be its own was resolved to: a net.Dialer's Control.
func stayHere(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !loopback(host) {
		return errAway
	}
	return nil
}
