package util

import (
	"fmt"
	"slices"
	"strings"
)

// Resource is a kind as users write it.
type Resource string

// The resources that fleetctl can work with.
const (
	Machines     Resource = "machines"
	MachinePools Resource = "machinepools"
)

var spellings = map[Resource][]string{
	Machines:     {"machine", "machines", "m"},
	MachinePools: {"machinepool", "machinepools", "pool", "pools", "mp"},
}

// ResourceNames lists the canonical names, for completion and help.
var ResourceNames = []string{string(MachinePools), string(Machines)}

// ParseResource accepts the plural, the singular and the short names.
func ParseResource(word string) (Resource, error) {
	for resource, words := range spellings {
		if slices.Contains(words, strings.ToLower(word)) {
			return resource, nil
		}
	}
	return "", fmt.Errorf("there is no resource %q; known are %s", word, strings.Join(ResourceNames, ", "))
}
