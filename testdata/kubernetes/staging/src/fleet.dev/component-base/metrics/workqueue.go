// Package metrics counts what happens inside a component and serves the counts
// as text.
package metrics

import (
	"expvar"
	"time"

	"fleet.dev/client-go/util/workqueue" // want import-staging "fleet.dev/component-base -> fleet.dev/client-go"
)

// WorkqueueProvider publishes the numbers of every work queue of the process.
type WorkqueueProvider struct {
	depth   *expvar.Map
	adds    *expvar.Map
	latency *expvar.Map
}

var _ workqueue.MetricsProvider = (*WorkqueueProvider)(nil)

// NewWorkqueueProvider registers the counters. Call it once per process.
func NewWorkqueueProvider() *WorkqueueProvider {
	return &WorkqueueProvider{
		depth:   expvar.NewMap("workqueue_depth"),
		adds:    expvar.NewMap("workqueue_adds_total"),
		latency: expvar.NewMap("workqueue_queue_duration_seconds"),
	}
}

// Added implements workqueue.MetricsProvider.
func (p *WorkqueueProvider) Added(queue string) {
	p.adds.Add(queue, 1)
	p.depth.Add(queue, 1)
}

// Taken implements workqueue.MetricsProvider.
func (p *WorkqueueProvider) Taken(queue string, waited time.Duration) {
	p.depth.Add(queue, -1)
	p.latency.AddFloat(queue, waited.Seconds())
}
