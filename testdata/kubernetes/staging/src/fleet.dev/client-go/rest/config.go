// Package rest talks JSON over HTTP to a fleet API server.
package rest

import (
	"errors"
	"net/http"
	"net/url"
	"time"
)

// Config says how to reach a server.
type Config struct {
	// Host is the base URL of the server.
	Host string
	// BearerToken authenticates requests unless it is empty.
	BearerToken string
	// UserAgent names the program in the server's log.
	UserAgent string
	// QPS is the average number of requests per second; 0 means 5.
	QPS float32
	// Burst is how many requests may be made at once; 0 means 10.
	Burst int
	// Timeout bounds every request except watches; 0 means no bound.
	Timeout time.Duration
	// Transport makes the requests; the default transport if it is nil.
	Transport http.RoundTripper
}

// AddUserAgent returns a copy of c that identifies itself as userAgent.
func AddUserAgent(c *Config, userAgent string) *Config {
	named := *c
	named.UserAgent = userAgent
	return &named
}

func (c *Config) baseURL() (*url.URL, error) {
	if c.Host == "" {
		return nil, errors.New("no server is configured; set one with fleetctl config set-context")
	}
	return url.Parse(c.Host)
}
