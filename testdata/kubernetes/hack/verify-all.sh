#!/usr/bin/env bash
# Formats nothing, changes nothing: fails if the tree needs attention.
set -o errexit -o nounset -o pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
unformatted="$(gofmt -l .)"
if [[ -n "${unformatted}" ]]; then
  echo "not formatted:" "${unformatted}" >&2
  exit 1
fi
for module in . staging/src/fleet.dev/*; do
  (cd "${module}" && go build ./... && go test ./...)
done
