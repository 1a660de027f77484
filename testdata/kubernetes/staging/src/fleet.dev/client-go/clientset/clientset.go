// Package clientset gives typed access to the kinds of the fleet.
package clientset

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	fleetv1 "fleet.dev/api/fleet/v1"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/client-go/rest"
	"fleet.dev/client-go/tools/cache"
)

// Interface reaches every kind of the fleet.
type Interface interface {
	// Machines reaches the machines.
	Machines() ResourceInterface[*fleetv1.Machine]
	// MachinePools reaches the pools.
	MachinePools() ResourceInterface[*fleetv1.MachinePool]
}

// ResourceInterface reads and writes the objects of one kind.
type ResourceInterface[T metav1.Object] interface {
	cache.ListerWatcher[T]
	// Get reads one object.
	Get(ctx context.Context, name string) (T, error)
	// Create stores a new object and returns it as the server completed it.
	Create(ctx context.Context, obj T) (T, error)
	// Update stores a changed object. It fails with a conflict if somebody else
	// was faster.
	Update(ctx context.Context, obj T) (T, error)
	// UpdateStatus is Update for the observed state alone.
	UpdateStatus(ctx context.Context, obj T) (T, error)
	// Delete asks for an object to go away.
	Delete(ctx context.Context, name string) error
}

// NewForConfig returns a clientset for the server that config describes.
func NewForConfig(config *rest.Config) (Interface, error) {
	client, err := rest.NewClient(config)
	if err != nil {
		return nil, err
	}
	return &clientset{client}, nil
}

type clientset struct {
	client *rest.Client
}

func (c *clientset) Machines() ResourceInterface[*fleetv1.Machine] {
	return &resource[fleetv1.Machine, *fleetv1.Machine]{c.client, fleetv1.Resource("machines").Path()}
}

func (c *clientset) MachinePools() ResourceInterface[*fleetv1.MachinePool] {
	return &resource[fleetv1.MachinePool, *fleetv1.MachinePool]{c.client, fleetv1.Resource("machinepools").Path()}
}

// pointer ties an API type to the pointer that carries its methods.
type pointer[S any] interface {
	*S
	metav1.Object
}

type resource[S any, T pointer[S]] struct {
	client *rest.Client
	path   string
}

func (r *resource[S, T]) Get(ctx context.Context, name string) (T, error) {
	return r.do(ctx, http.MethodGet, r.path+"/"+name, nil)
}

func (r *resource[S, T]) Create(ctx context.Context, obj T) (T, error) {
	return r.do(ctx, http.MethodPost, r.path, obj)
}

func (r *resource[S, T]) Update(ctx context.Context, obj T) (T, error) {
	return r.do(ctx, http.MethodPut, r.path+"/"+obj.GetName(), obj)
}

func (r *resource[S, T]) UpdateStatus(ctx context.Context, obj T) (T, error) {
	return r.do(ctx, http.MethodPut, r.path+"/"+obj.GetName()+"/status", obj)
}

func (r *resource[S, T]) Delete(ctx context.Context, name string) error {
	return r.client.Do(ctx, http.MethodDelete, r.path+"/"+name, nil, nil, nil)
}

func (r *resource[S, T]) List(ctx context.Context) ([]T, string, error) {
	var list struct {
		Metadata metav1.ListMeta `json:"metadata"`
		Items    []T             `json:"items"`
	}
	err := r.client.Do(ctx, http.MethodGet, r.path, nil, nil, &list)
	return list.Items, list.Metadata.ResourceVersion, err
}

func (r *resource[S, T]) Watch(ctx context.Context, resourceVersion string) (<-chan cache.Event[T], error) {
	stream, err := r.client.Stream(ctx, r.path, url.Values{"watch": {"true"}, "resourceVersion": {resourceVersion}})
	if err != nil {
		return nil, err
	}
	events := make(chan cache.Event[T])
	go func() {
		defer close(events)
		defer stream.Close()
		decoder := json.NewDecoder(stream)
		for {
			var e cache.Event[T]
			if decoder.Decode(&e) != nil {
				return
			}
			select {
			case events <- e:
			case <-ctx.Done():
				return
			}
		}
	}()
	return events, nil
}

func (r *resource[S, T]) do(ctx context.Context, method, path string, body any) (T, error) {
	result := T(new(S))
	if err := r.client.Do(ctx, method, path, nil, body, result); err != nil {
		return nil, err
	}
	return result, nil
}
