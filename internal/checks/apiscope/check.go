package apiscope

import (
	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Check completes the declaration of a rule for the given profiles: it reads
// the facts about APIs, has Settings if it declares no options of its own, and
// judges what Select returns.
func Check(profiles api.Profile, c checks.Check, run func(*checks.Pass, *Selection) error) *checks.Check {
	if c.Options == nil {
		c.Options = DefaultSettings
	}
	c.Extract = []*walk.Extractor{api.Extractor}
	c.Run = func(p *checks.Pass) error { return run(p, Select(p, profiles)) }
	return &c
}

// Fields is Check for a rule that judges one serialised field at a time. Of
// names that share a declaration only the first is judged.
func Fields(profiles api.Profile, c checks.Check, judge func(*checks.Pass, *Selection, *api.Member)) *checks.Check {
	return Check(profiles, c, func(p *checks.Pass, s *Selection) error {
		for _, m := range s.Members() {
			if m.Nth == 0 {
				judge(p, s, m)
			}
		}
		return nil
	})
}

// Types is Check for a rule that judges one struct at a time.
func Types(profiles api.Profile, c checks.Check, judge func(*checks.Pass, *Selection, *api.Decl)) *checks.Check {
	return Check(profiles, c, func(p *checks.Pass, s *Selection) error {
		for _, d := range s.Structs() {
			judge(p, s, d)
		}
		return nil
	})
}

// Texts is Check for a rule that judges one comment at a time.
func Texts(profiles api.Profile, c checks.Check, judge func(*checks.Pass, Description)) *checks.Check {
	return Check(profiles, c, func(p *checks.Pass, s *Selection) error {
		for _, x := range s.Descriptions() {
			judge(p, x)
		}
		return nil
	})
}

// MarkedBy is Check for a rule that judges the markers of one declaration at a
// time.
func MarkedBy(profiles api.Profile, c checks.Check, judge func(*checks.Pass, *Selection, Marked)) *checks.Check {
	return Check(profiles, c, func(p *checks.Pass, s *Selection) error {
		for _, x := range s.Marked() {
			judge(p, s, x)
		}
		return nil
	})
}
