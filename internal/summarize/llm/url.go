package llm

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
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
		return nil, fmt.Errorf("the endpoint's URL %q has no scheme and host: write it like %s", clip(raw), DefaultURL)
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
