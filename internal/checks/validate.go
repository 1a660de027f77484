package checks

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

var (
	idRE    = regexp.MustCompile(`^K[A-Z][0-9]{3}$`)
	slugRE  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	sinceRE = regexp.MustCompile(`^v[0-9]+\.[0-9]+(\.[0-9]+)?$`)
)

// Validate returns everything that is wrong with the declarations of a suite.
func Validate(cs []*Check) error {
	var errs []error
	taken := map[string]*Check{}
	for _, c := range cs {
		for _, err := range c.validate() {
			errs = append(errs, fmt.Errorf("check %s %s: %w", c.ID, c.Slug, err))
		}
		for _, name := range []string{c.ID, c.Slug} {
			if taken[name] != nil {
				errs = append(errs, fmt.Errorf("check %s %s: the name %q is taken by %s %s", c.ID, c.Slug, name, taken[name].ID, taken[name].Slug))
			}
			taken[name] = c
		}
	}
	return errors.Join(errs...)
}

func (c *Check) validate() (errs []error) {
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !idRE.MatchString(c.ID) {
		bad("the id is not K, a capital and three digits")
	}
	if !slugRE.MatchString(c.Slug) {
		bad("the slug is not lower-case words, joined by dashes")
	}
	if !sinceRE.MatchString(c.Since) {
		bad("Since %q is no version like v0.1.0", c.Since)
	}
	if c.Severity < Info || c.Severity > Error {
		bad("Severity is not set")
	}
	if c.Fix < FixNone || c.Fix > FixUnsafe {
		bad("Fix is no fix class")
	}
	if c.Run == nil {
		bad("Run is not set")
	}
	if _, err := c.Page(); err != nil {
		bad("%w", err)
	}
	for i, x := range c.Extract {
		if x == nil || x.ID == "" || x.Extract == nil {
			bad("Extract[%d] is incomplete", i)
		}
	}
	if c.Options != nil {
		if err := validateOptions(c.Options); err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// validateOptions makes sure settings can be written down and read back, and
// that two runs do not share them.
func validateOptions(options func() any) error {
	a, b := options(), options()
	t := reflect.TypeOf(a)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return fmt.Errorf("the Options function returns %T instead of a pointer to a struct", a)
	}
	if a == b && t.Elem().Size() > 0 {
		return errors.New("the Options function returns the same struct twice")
	}
	for f := range t.Elem().Fields() {
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.IsExported() && option != "inline" && name != "-" && name == "" {
			return fmt.Errorf("field %s of the options has no yaml tag", f.Name)
		}
	}
	text, err := yaml.Marshal(a)
	if err != nil {
		return fmt.Errorf("options cannot be written as YAML: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(text, b, yaml.Strict()); err != nil {
		return fmt.Errorf("options cannot be read back from YAML: %w", err)
	}
	if !reflect.DeepEqual(a, b) {
		return fmt.Errorf("options change when written as YAML and read back: %+v, then %+v", a, b)
	}
	return nil
}
