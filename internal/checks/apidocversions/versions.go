package apidocversions

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var form = regexp.MustCompile(`^v([0-9]+)(?:(alpha|beta)([0-9]+))?$`)

// compare orders versions from the least to the most stable, and the older
// before the newer.
func compare(a, b string) int {
	x, y := rank(a), rank(b)
	return cmp.Or(slices.Compare(x[:], y[:]), strings.Compare(a, b))
}

func rank(version string) (r [3]int) {
	m := form.FindStringSubmatch(version)
	if m == nil {
		return r
	}
	r[0] = map[string]int{"alpha": 1, "beta": 2, "": 3}[m[2]]
	r[1], _ = strconv.Atoi(m[1])
	r[2], _ = strconv.Atoi(m[3])
	return r
}
