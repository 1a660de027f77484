// Package featuregate switches behaviour on and off by name while it matures.
//
// A feature starts as alpha, off unless asked for; becomes beta, usually on; and
// ends as GA, where the switch no longer does anything. Components declare their
// features when they are initialised, let users override them with one flag, and
// ask Enabled from then on.
package featuregate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/pflag"
)

// Feature is the name of a switch.
type Feature string

// Stage is how far a feature has matured.
type Stage string

const (
	// Alpha features may change or vanish, and are off unless asked for.
	Alpha Stage = "ALPHA"
	// Beta features are complete, and usually on.
	Beta Stage = "BETA"
	// GA features are here to stay.
	GA Stage = ""
	// Deprecated features will be removed.
	Deprecated Stage = "DEPRECATED"
)

const (
	flagName = "feature-gates"

	allAlpha Feature = "AllAlpha"
	allBeta  Feature = "AllBeta"
)

// Spec describes a feature.
type Spec struct {
	// Default is the state when nobody says otherwise.
	Default bool
	// Stage is the maturity of the feature.
	Stage Stage
	// LockToDefault forbids overriding the default.
	LockToDefault bool
}

// Gate answers whether features are on.
type Gate interface {
	// Enabled reports the state of a feature. It panics for unknown names, which
	// are mistakes of the programmer.
	Enabled(Feature) bool
}

// MutableGate is a Gate that is being set up.
type MutableGate interface {
	Gate
	// Add declares features.
	Add(map[Feature]Spec) error
	// Set overrides states, in the form A=true,B=false.
	Set(string) error
	// SetFromMap overrides states.
	SetFromMap(map[string]bool) error
	// AddFlag lets users override states.
	AddFlag(*pflag.FlagSet)
	// KnownFeatures describes the features that can be overridden.
	KnownFeatures() []string
}

type gate struct {
	mu        sync.RWMutex
	known     map[Feature]Spec
	overrides map[Feature]bool
}

var (
	_ MutableGate = (*gate)(nil)
	_ pflag.Value = (*gate)(nil)
)

// New returns a gate that knows only the switches for whole stages.
func New() MutableGate {
	return &gate{
		known: map[Feature]Spec{
			allAlpha: {Default: false, Stage: Alpha},
			allBeta:  {Default: false, Stage: Beta},
		},
		overrides: map[Feature]bool{},
	}
}

// Add implements MutableGate.
func (g *gate) Add(features map[Feature]Spec) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for name, spec := range features {
		if old, ok := g.known[name]; ok && old != spec {
			return fmt.Errorf("feature gate %q has been declared before, and differently", name)
		}
		g.known[name] = spec
	}
	return nil
}

// Enabled implements Gate.
func (g *gate) Enabled(name Feature) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	spec, ok := g.known[name]
	if !ok {
		panic(fmt.Sprintf("feature gate %q has not been declared", name))
	}
	if on, ok := g.overrides[name]; ok {
		return on
	}
	switch spec.Stage {
	case Alpha:
		return spec.Default || g.overrides[allAlpha]
	case Beta:
		if on, ok := g.overrides[allBeta]; ok {
			return on
		}
	}
	return spec.Default
}

// Set implements pflag.Value.
func (g *gate) Set(text string) error {
	states := map[string]bool{}
	for _, pair := range strings.Split(text, ",") {
		pair = strings.TrimSpace(pair)
		if pair == "" {
			continue
		}
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("feature gate %q has no value; write %s=true or %s=false", pair, pair, pair)
		}
		on, err := strconv.ParseBool(strings.TrimSpace(value))
		if err != nil {
			return fmt.Errorf("feature gate %q must be true or false, not %q", name, value)
		}
		states[strings.TrimSpace(name)] = on
	}
	return g.SetFromMap(states)
}

// SetFromMap implements MutableGate.
func (g *gate) SetFromMap(states map[string]bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, text := range slices.Sorted(maps.Keys(states)) {
		name := Feature(text)
		spec, ok := g.known[name]
		if !ok {
			return fmt.Errorf("there is no feature gate %q", name)
		}
		if spec.LockToDefault && states[text] != spec.Default {
			return fmt.Errorf("feature gate %q is locked to %t", name, spec.Default)
		}
		g.overrides[name] = states[text]
	}
	return nil
}

// String implements pflag.Value.
func (g *gate) String() string {
	g.mu.RLock()
	defer g.mu.RUnlock()
	pairs := make([]string, 0, len(g.overrides))
	for name, on := range g.overrides {
		pairs = append(pairs, fmt.Sprintf("%s=%t", name, on))
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ",")
}

// Type implements pflag.Value.
func (g *gate) Type() string { return "mapStringBool" }

// AddFlag implements MutableGate.
func (g *gate) AddFlag(fs *pflag.FlagSet) {
	fs.Var(g, flagName, "Comma-separated NAME=true|false pairs that switch features on or off. The features are:\n"+
		strings.Join(g.KnownFeatures(), "\n"))
}

// KnownFeatures implements MutableGate. Features that are GA or deprecated are
// left out: there is nothing to decide about them.
func (g *gate) KnownFeatures() []string {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var lines []string
	for name, spec := range g.known {
		if spec.Stage == GA || spec.Stage == Deprecated {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s=true|false (%s - default=%t)", name, spec.Stage, spec.Default))
	}
	slices.Sort(lines)
	return lines
}
