// Package features has the switches of the client library.
package features

import (
	"fleet.dev/component-base/featuregate" // want import-allowlist "fleet.dev/component-base/featuregate"
)

const (
	// WatchBookmarks lets informers resume a broken watch without listing again.
	WatchBookmarks featuregate.Feature = "WatchBookmarks"
)

// Gate holds the switches of the client library. Components may replace it
// before they create their first client.
var Gate = newGate()

func newGate() featuregate.MutableGate {
	gate := featuregate.New()
	if err := gate.Add(map[featuregate.Feature]featuregate.Spec{
		WatchBookmarks: {Default: true, Stage: featuregate.Beta},
	}); err != nil {
		panic(err)
	}
	return gate
}
