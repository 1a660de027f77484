#!/usr/bin/env bash
# Writes the reference of fleetctl to docs/reference.
set -o errexit -o nounset -o pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
go run ./cmd/gen-machinedocs docs/reference
