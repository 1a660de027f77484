//go:build tools

// Package tools keeps the programs that generators need in go.mod.
package tools

import (
	_ "fleet.dev/fleet/cmd/gen-machinedocs"
)
