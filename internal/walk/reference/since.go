package reference

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
)

// An age is a version's name taken apart.
type age struct{ major, stage, minor int }

var ageRE = regexp.MustCompile(`^v(\d+)(?:(alpha|beta)(\d+))?$`)

func ageOf(version string) age {
	m := ageRE.FindStringSubmatch(version)
	if m == nil {
		return age{}
	}
	a := age{stage: 3}
	a.major, _ = strconv.Atoi(m[1])
	if m[2] != "" {
		a.stage = map[string]int{"alpha": 1, "beta": 2}[m[2]]
		a.minor, _ = strconv.Atoi(m[3])
	}
	return a
}

// prefer compares by what users should take: stable versions first.
func (a age) prefer(b age) int {
	return cmp.Or(cmp.Compare(a.stage, b.stage), cmp.Compare(a.major, b.major), cmp.Compare(a.minor, b.minor))
}

// after compares by when versions usually came.
func (a age) after(b age) int {
	return cmp.Or(cmp.Compare(a.major, b.major), cmp.Compare(a.stage, b.stage), cmp.Compare(a.minor, b.minor))
}

// since looks every type and field up in the older versions of its group.
func (b *builder) since(m *Model) {
	for _, g := range m.Groups {
		if len(g.Versions) < 2 {
			continue
		}
		old := slices.Clone(g.Versions)
		slices.SortFunc(old, func(x, y *Version) int { return ageOf(x.Name).after(ageOf(y.Name)) })
		byName := map[string][]*Type{} // oldest first
		for _, v := range old {
			for _, t := range v.Types {
				byName[t.Name] = append(byName[t.Name], t)
			}
		}
		for _, list := range byName {
			if len(list) < 2 {
				continue
			}
			for i, t := range list {
				t.Since = list[0].Version.Name
				for _, f := range t.Fields {
					for _, older := range list[:i+1] {
						if older.Field(f.Name) != nil {
							f.Since = older.Version.Name
							break
						}
					}
				}
			}
		}
	}
}
