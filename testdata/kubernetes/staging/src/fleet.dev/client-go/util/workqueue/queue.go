// Package workqueue hands out keys to workers, each key to one worker at a time,
// and brings back those that failed after a growing pause.
package workqueue

import (
	"sync"
	"time"

	"fleet.dev/apimachinery/pkg/util/sets"
	"fleet.dev/apimachinery/pkg/util/wait"
)

// MetricsProvider is told what happens in queues.
type MetricsProvider interface {
	// Added is called when a key enters the queue.
	Added(queue string)
	// Taken is called when a worker takes a key that has waited that long.
	Taken(queue string, waited time.Duration)
}

// Config describes a queue.
type Config struct {
	// Name tells queues apart in metrics.
	Name string
	// Backoff is the pause after failures. Its zero value starts at 5ms and ends
	// at 16 minutes.
	Backoff wait.Backoff
	// Metrics is told what happens, unless it is nil.
	Metrics MetricsProvider
}

// Queue is a set of keys that wait for a worker, in order of arrival. A key that
// is added while a worker has it is handed out again afterwards.
type Queue[T comparable] struct {
	config Config

	mu         sync.Mutex
	wake       *sync.Cond
	order      []T
	waiting    map[T]time.Time
	processing sets.Set[T]
	failures   map[T]int
	closed     bool
}

// New returns an empty queue.
func New[T comparable](config Config) *Queue[T] {
	if config.Backoff.Base == 0 {
		config.Backoff = wait.Backoff{Base: 5 * time.Millisecond, Cap: 16 * time.Minute}
	}
	q := &Queue[T]{
		config:     config,
		waiting:    map[T]time.Time{},
		processing: sets.New[T](),
		failures:   map[T]int{},
	}
	q.wake = sync.NewCond(&q.mu)
	return q
}

// Add makes key wait for a worker, unless it already does.
func (q *Queue[T]) Add(key T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, there := q.waiting[key]; there || q.closed {
		return
	}
	q.waiting[key] = time.Now()
	if q.config.Metrics != nil {
		q.config.Metrics.Added(q.config.Name)
	}
	if !q.processing.Has(key) {
		q.order = append(q.order, key)
		q.wake.Signal()
	}
}

// AddAfter adds key once the delay has passed.
func (q *Queue[T]) AddAfter(key T, delay time.Duration) {
	if delay <= 0 {
		q.Add(key)
		return
	}
	time.AfterFunc(delay, func() { q.Add(key) })
}

// AddRateLimited adds key after a pause that grows with every call, until Forget.
func (q *Queue[T]) AddRateLimited(key T) {
	q.mu.Lock()
	failures := q.failures[key]
	q.failures[key]++
	q.mu.Unlock()
	q.AddAfter(key, q.config.Backoff.Delay(failures))
}

// NumRequeues is how often key has failed since the last Forget.
func (q *Queue[T]) NumRequeues(key T) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.failures[key]
}

// Forget clears the failures of key.
func (q *Queue[T]) Forget(key T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.failures, key)
}

// Get blocks until there is a key to work on. The worker must call Done with it.
// shutdown is true when the queue is closed and empty.
func (q *Queue[T]) Get() (key T, shutdown bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.order) == 0 && !q.closed {
		q.wake.Wait()
	}
	if len(q.order) == 0 {
		return key, true
	}
	key, q.order = q.order[0], q.order[1:]
	if q.config.Metrics != nil {
		q.config.Metrics.Taken(q.config.Name, time.Since(q.waiting[key]))
	}
	delete(q.waiting, key)
	q.processing.Insert(key)
	return key, false
}

// Done says that the worker has finished with key.
func (q *Queue[T]) Done(key T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.processing.Delete(key)
	if _, again := q.waiting[key]; again {
		q.order = append(q.order, key)
		q.wake.Signal()
	}
}

// Len is the number of keys that could be handed out now.
func (q *Queue[T]) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.order)
}

// ShutDown refuses further keys and lets workers finish those that wait.
func (q *Queue[T]) ShutDown() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.wake.Broadcast()
}
