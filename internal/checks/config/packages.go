package config

import (
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// rawAPI says what the API packages in some directories are.
type rawAPI struct {
	Paths   []Text `yaml:"paths" jsonschema:"required" jsonschema_description:"Globs of directories, relative to the root of the tree. A directory stands for all below it."`
	Profile Text   `yaml:"profile" jsonschema:"required,enum=upstream,enum=builtin,enum=crd,enum=config,enum=none" jsonschema_description:"What their types are judged as: upstream is what the scripts of the tree demand and no more, builtin are types validated by Go code, crd those of a CRD, config those of a configuration file; none is no API."`
}

// profiles are the values of api-packages.profile; none is 0.
var profiles = map[string]api.Profile{"upstream": api.Upstream, "builtin": api.Builtin, "crd": api.CRD, "config": api.Config}

// Choose makes the tree's API packages what the configuration says. It comes
// before Tree.Load and returns the facts that are needed for it.
func Choose(t *walk.Tree, e *Effective) []*walk.Extractor {
	if len(e.API) == 0 {
		return nil
	}
	var list []api.Choice
	for _, p := range e.API {
		list = append(list, api.Choice{Match: p.V.Paths.Accepts, Profile: profiles[p.V.Profile]})
	}
	return []*walk.Extractor{api.Choose(t, list)}
}

func (r *reader) apiPackages(p rawAPI) {
	r.oneOf("profile", p.Profile, Profiles...)
	r.globs(rawPaths{Include: p.Paths})
	switch {
	case p.Profile.at.line == 0 && len(p.Paths) == 0:
		r.add(place{line: 1, col: 1}, "give each a list of paths and a profile", "an entry of api-packages is empty")
	case p.Profile.at.line == 0:
		r.add(p.Paths[0].at, "add one of "+orList(Profiles), "the packages are given no profile")
	case len(p.Paths) == 0:
		r.add(p.Profile.at, "add a list of globs", "the profile is given to no paths")
	}
}
