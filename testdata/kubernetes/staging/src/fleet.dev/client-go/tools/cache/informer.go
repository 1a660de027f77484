package cache

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/util/sets"
	"fleet.dev/apimachinery/pkg/util/wait"
)

// EventType says what happened to an object.
type EventType string

const (
	// Added means the object is new.
	Added EventType = "ADDED"
	// Modified means the object has changed.
	Modified EventType = "MODIFIED"
	// Deleted means the object is gone; the event carries its last state.
	Deleted EventType = "DELETED"
)

// Event is one change on the server.
type Event[T metav1.Object] struct {
	Type   EventType `json:"type"`
	Object T         `json:"object"`
}

// ListerWatcher reads the objects of one kind and follows their changes.
type ListerWatcher[T metav1.Object] interface {
	// List returns all objects and the version at which they were read.
	List(ctx context.Context) ([]T, string, error)
	// Watch reports changes after that version until the channel is closed.
	Watch(ctx context.Context, resourceVersion string) (<-chan Event[T], error)
}

// ResourceEventHandlerFuncs reacts to changes. Any function may be nil.
// Functions must return quickly; they usually put a key on a queue.
type ResourceEventHandlerFuncs[T metav1.Object] struct {
	AddFunc    func(obj T)
	UpdateFunc func(old, obj T)
	DeleteFunc func(obj T)
}

// InformerSynced reports whether a local copy has been filled once.
type InformerSynced func() bool

// SharedInformer keeps one local copy for any number of handlers.
type SharedInformer[T metav1.Object] struct {
	source ListerWatcher[T]
	resync time.Duration
	store  Store[T]
	synced atomic.Bool

	mu       sync.Mutex
	handlers []ResourceEventHandlerFuncs[T]
}

// NewSharedInformer returns an informer for the objects of source. Handlers see
// every object again each time resync has passed; 0 turns that off.
func NewSharedInformer[T metav1.Object](source ListerWatcher[T], resync time.Duration) *SharedInformer[T] {
	return &SharedInformer[T]{source: source, resync: resync}
}

// AddEventHandler subscribes h. Call it before Run.
func (i *SharedInformer[T]) AddEventHandler(h ResourceEventHandlerFuncs[T]) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.handlers = append(i.handlers, h)
}

// Store is the local copy.
func (i *SharedInformer[T]) Store() *Store[T] { return &i.store }

// HasSynced reports whether the first list has been stored.
func (i *SharedInformer[T]) HasSynced() bool { return i.synced.Load() }

// Run follows the server until ctx is done. A broken watch is followed by a new
// list after a pause.
func (i *SharedInformer[T]) Run(ctx context.Context) {
	if i.resync > 0 {
		go wait.Until(ctx, i.resync, func(context.Context) { i.replay() })
	}
	backoff := wait.Backoff{Base: 800 * time.Millisecond, Jitter: 1, Cap: 30 * time.Second}
	failures := 0
	for ctx.Err() == nil {
		err := i.listAndWatch(ctx)
		if err == nil {
			failures = 0
			continue
		}
		failures++
		slog.Warn("following the server failed", "err", err, "failures", failures)
		select {
		case <-ctx.Done():
		case <-time.After(backoff.Delay(failures - 1)):
		}
	}
}

func (i *SharedInformer[T]) listAndWatch(ctx context.Context) error {
	objects, version, err := i.source.List(ctx)
	if err != nil {
		return err
	}
	i.replace(objects)
	i.synced.Store(true)
	events, err := i.source.Watch(ctx, version)
	if err != nil {
		return err
	}
	for e := range events {
		i.apply(e)
	}
	return nil
}

// replace makes the store equal to a list, as if the changes had been watched.
func (i *SharedInformer[T]) replace(objects []T) {
	listed := sets.New[string]()
	for _, obj := range objects {
		listed.Insert(obj.GetName())
		i.apply(Event[T]{Modified, obj})
	}
	for _, obj := range i.store.List() {
		if !listed.Has(obj.GetName()) {
			i.apply(Event[T]{Deleted, obj})
		}
	}
}

func (i *SharedInformer[T]) apply(e Event[T]) {
	if e.Type == Deleted {
		i.store.Delete(e.Object.GetName())
		i.each(func(h ResourceEventHandlerFuncs[T]) {
			if h.DeleteFunc != nil {
				h.DeleteFunc(e.Object)
			}
		})
		return
	}
	old, known := i.store.Add(e.Object)
	i.each(func(h ResourceEventHandlerFuncs[T]) {
		switch {
		case known && h.UpdateFunc != nil:
			h.UpdateFunc(old, e.Object)
		case !known && h.AddFunc != nil:
			h.AddFunc(e.Object)
		}
	})
}

func (i *SharedInformer[T]) replay() {
	for _, obj := range i.store.List() {
		i.each(func(h ResourceEventHandlerFuncs[T]) {
			if h.UpdateFunc != nil {
				h.UpdateFunc(obj, obj)
			}
		})
	}
}

func (i *SharedInformer[T]) each(call func(ResourceEventHandlerFuncs[T])) {
	i.mu.Lock()
	handlers := i.handlers
	i.mu.Unlock()
	for _, h := range handlers {
		call(h)
	}
}

// WaitForCacheSync blocks until every informer has synced, and reports false if
// ctx was done first.
func WaitForCacheSync(ctx context.Context, synced ...InformerSynced) bool {
	for _, has := range synced {
		for !has() {
			select {
			case <-ctx.Done():
				return false
			case <-time.After(100 * time.Millisecond):
			}
		}
	}
	return true
}
