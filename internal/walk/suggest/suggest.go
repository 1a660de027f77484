// Package suggest finds the name that somebody who mistyped one may have meant.
package suggest

import "strings"

// Name returns the valid name somebody who typed name may have meant, or "".
func Name(name string, valid []string) string {
	best, bestDist := "", 0
	for _, v := range valid {
		dist := editDistance(strings.ToLower(name), strings.ToLower(v))
		if best == "" || dist < bestDist {
			best, bestDist = v, dist
		}
	}
	// Codes like KA101 differ from one another by a single letter, so a short
	// name must be nearly right and a long one may have a third wrong.
	if best == "" || bestDist > max(1, len(name)/3) {
		return prefixed(name, valid)
	}
	return best
}

// prefixed returns the only valid name that starts with name, or "".
func prefixed(name string, valid []string) string {
	found := ""
	for _, v := range valid {
		if len(name) >= 3 && strings.HasPrefix(v, strings.ToLower(name)) {
			if found != "" {
				return ""
			}
			found = v
		}
	}
	return found
}

// editDistance counts the letters to insert, delete, replace or swap with their
// neighbour to get from a to b (optimal string alignment).
func editDistance(a, b string) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			subst := prev[j-1]
			if a[i-1] != b[j-1] {
				subst++
			}
			cur[j] = min(subst, prev[j]+1, cur[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}
