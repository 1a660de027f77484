package apidoclink

import (
	"net/url"
	"strings"
)

// retired are sites that answer no more, or only to send readers elsewhere, and
// what to do about a link to them.
var retired = map[string]string{
	"code.google.com":    "find where the project moved to",
	"cdn.rawgit.com":     "link to the file on its own site",
	"goo.gl":             "write out where the short link led to",
	"git.io":             "write out where the short link led to",
	"godoc.org":          "link to pkg.go.dev",
	"gopkg.in":           "link to pkg.go.dev",
	"plus.google.com":    "find where the text moved to",
	"rawgit.com":         "link to the file on its own site",
	"travis-ci.org":      "remove it",
	"wiki.apache.org":    "link to cwiki.apache.org",
	"wiki.openstack.org": "link to docs.openstack.org",
}

// secure reports whether a site, or all below it, is known to be served by https.
func secure(host string) bool {
	for _, s := range []string{
		"github.com", "github.io", "githubusercontent.com", "golang.org", "google.com", "go.dev", "iana.org", "ietf.org", "k8s.io",
		"kubernetes.io", "man7.org", "mozilla.org", "openapis.org", "opencontainers.org", "readthedocs.io", "rfc-editor.org",
		"semver.org", "unicode.org", "wikipedia.org",
	} {
		if host == s || strings.HasSuffix(host, "."+s) {
			return true
		}
	}
	return false
}

// identifies reports whether an address is the name of a schema rather than a
// place to go to.
func identifies(u *url.URL) bool {
	return strings.HasPrefix(u.Host, "json-schema.org") || strings.HasPrefix(u.Path, "/XML/") || u.Host == "www.w3.org"
}
