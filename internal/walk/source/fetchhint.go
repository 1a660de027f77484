package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	fullHash = regexp.MustCompile(`^[0-9a-f]{40}$|^[0-9a-f]{64}$`)
	hash     = regexp.MustCompile(`^[0-9a-f]{7,64}$`)
	steps    = regexp.MustCompile(`(~\d*|\^+)+$`)
	remote   = regexp.MustCompile(`^(?:refs/remotes/)?(origin|upstream)/([\w./-]+)$`)
	version  = regexp.MustCompile(`^v?\d+\.\d+`)
	refName  = regexp.MustCompile(`^[\w][\w./-]*$`)
)

// fetchHint is the command that brings a revision into a clone that lacks it, to
// be typed as it is. The clone knows whether it is shallow, and the revision's
// spelling tells what it is: steps back from something, a remote's branch, a
// version, a commit, or else a branch.
func fetchHint(rev string, shallow bool) string {
	if s := steps.FindString(rev); s != "" && shallow {
		return fmt.Sprintf("deepen this shallow clone with \"git fetch --deepen=%d\"", countSteps(s))
	}
	if m := remote.FindStringSubmatch(rev); m != nil {
		return fmt.Sprintf("get it with \"git fetch %s +refs/heads/%s:refs/remotes/%s/%s\"", m[1], m[2], m[1], m[2])
	}
	switch {
	case fullHash.MatchString(rev):
		return fmt.Sprintf("get it with \"git fetch origin %s\"", rev)
	case hash.MatchString(rev) && shallow:
		return "get the whole history with \"git fetch --unshallow\", or give all digits of the commit"
	case version.MatchString(rev):
		return fmt.Sprintf("get it with \"git fetch origin tag %s\"", rev)
	case refName.MatchString(rev) && !strings.HasPrefix(rev, "HEAD"):
		return fmt.Sprintf("get it with \"git fetch origin %s:%s\"", rev, rev)
	case shallow:
		return "get the whole history with \"git fetch --unshallow\""
	}
	return "\"git log --oneline\" shows the revisions there are"
}

// countSteps returns how many commits back steps such as ~2^ lead along the first
// parent.
func countSteps(s string) int {
	n := 0
	for s != "" {
		if s[0] == '^' {
			n, s = n+1, s[1:]
			continue
		}
		digits := s[1:]
		if i := strings.IndexAny(digits, "~^"); i >= 0 {
			digits = digits[:i]
		}
		k, err := strconv.Atoi(digits)
		if err != nil {
			k = 1
		}
		n, s = n+k, s[1+len(digits):]
	}
	return max(n, 1)
}
