// Package validation refuses objects that the control plane could not handle.
package validation

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"fleet.dev/fleet/pkg/apis/fleet"
	"fleet.dev/fleet/pkg/features"
)

const maxNameLength = 63

var nameFormat = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)

var powerPolicies = []fleet.PowerPolicy{fleet.PowerAlways, fleet.PowerOnDemand, fleet.PowerNever}

// ValidateMachine reports everything that is wrong with m, one error per line.
func ValidateMachine(m *fleet.Machine) error {
	var errs []error
	refuse := func(path, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", path, fmt.Sprintf(format, args...)))
	}

	if !nameFormat.MatchString(m.Name) || len(m.Name) > maxNameLength {
		refuse("metadata.name", "%q must be lower-case letters, digits and dashes, at most %d of them", m.Name, maxNameLength)
	}
	if m.Spec.ImageName == "" {
		refuse("spec.imageName", "is required")
	}
	if !slices.Contains(powerPolicies, m.Spec.PowerPolicy) {
		refuse("spec.powerPolicy", "%q must be one of %v", m.Spec.PowerPolicy, powerPolicies)
	}
	if m.Spec.Maintenance != nil && m.Spec.Maintenance.DrainTimeout < 0 {
		refuse("spec.maintenance.drainTimeoutSeconds", "must not be negative")
	}
	switch budget := m.Spec.ThermalBudgetWatts; {
	case budget < 0:
		refuse("spec.thermalBudgetWatts", "must not be negative")
	case budget > 0 && !features.DefaultGate.Enabled(features.ThermalBudget):
		refuse("spec.thermalBudgetWatts", "needs the feature gate %s", features.ThermalBudget)
	}
	return errors.Join(errs...)
}
