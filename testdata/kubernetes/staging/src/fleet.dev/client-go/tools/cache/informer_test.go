package cache

import (
	"context"
	"testing"

	fleetv1 "fleet.dev/api/fleet/v1"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	basetesting "fleet.dev/component-base/testing"
)

// replayer serves a fixed list and then a fixed series of changes.
type replayer struct {
	list   []*fleetv1.Machine
	events []Event[*fleetv1.Machine]
}

func (r replayer) List(context.Context) ([]*fleetv1.Machine, string, error) { return r.list, "1", nil }

func (r replayer) Watch(context.Context, string) (<-chan Event[*fleetv1.Machine], error) {
	events := make(chan Event[*fleetv1.Machine], len(r.events))
	for _, e := range r.events {
		events <- e
	}
	close(events)
	return events, nil
}

func TestListAndWatch(t *testing.T) {
	gone := &fleetv1.Machine{ObjectMeta: metav1.ObjectMeta{Name: "a1"}}
	source := replayer{
		list: []*fleetv1.Machine{gone, basetesting.ReadyMachine("a2", "north")},
		events: []Event[*fleetv1.Machine]{
			{Added, basetesting.ReadyMachine("a3", "south")},
			{Deleted, gone},
		},
	}
	informer := NewSharedInformer[*fleetv1.Machine](source, 0)
	var added, deleted int
	informer.AddEventHandler(ResourceEventHandlerFuncs[*fleetv1.Machine]{
		AddFunc:    func(*fleetv1.Machine) { added++ },
		DeleteFunc: func(*fleetv1.Machine) { deleted++ },
	})
	if err := informer.listAndWatch(context.Background()); err != nil {
		t.Fatal(err)
	}
	if added != 3 || deleted != 1 {
		t.Errorf("handlers saw %d additions and %d deletions, want 3 and 1", added, deleted)
	}
	if n := len(informer.Store().List()); n != 2 || !informer.HasSynced() {
		t.Errorf("store holds %d machines, synced %t; want 2, true", n, informer.HasSynced())
	}
}
