package apiscope

import "github.com/kdoc-dev/kdoc/internal/walk/api"

// OptionalMarker returns the name of the marker by which a package says most
// often that a field is optional; "optional" if none is more common.
func OptionalMarker(pkg *api.Package) string {
	best, count := "optional", map[string]int{}
	for _, d := range pkg.Types {
		for _, m := range d.Members() {
			if opt := m.Marks.Optional(); opt != nil {
				if count[opt.Name]++; count[opt.Name] > count[best] {
					best = opt.Name
				}
			}
		}
	}
	return best
}
