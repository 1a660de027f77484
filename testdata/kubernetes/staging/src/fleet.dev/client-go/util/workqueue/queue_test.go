package workqueue_test

import (
	"testing"

	"fleet.dev/client-go/util/workqueue"
)

func TestKeyAddedDuringWorkComesBack(t *testing.T) {
	q := workqueue.New[string](workqueue.Config{Name: "machines"})
	q.Add("a1")
	key, _ := q.Get()
	q.Add("a1")
	if n := q.Len(); n != 0 {
		t.Fatalf("Len = %d while the key is being worked on, want 0", n)
	}
	q.Done(key)
	if n := q.Len(); n != 1 {
		t.Errorf("Len = %d after Done, want 1", n)
	}
}

func TestShutDownDrains(t *testing.T) {
	q := workqueue.New[string](workqueue.Config{})
	q.Add("a1")
	q.ShutDown()
	if key, shutdown := q.Get(); key != "a1" || shutdown {
		t.Errorf("Get = %q, %t; want the remaining key", key, shutdown)
	}
	if _, shutdown := q.Get(); !shutdown {
		t.Error("Get on an empty, closed queue did not report shutdown")
	}
}
