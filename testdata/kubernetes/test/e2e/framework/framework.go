// Package framework prepares a fleet for an end-to-end test and cleans up after
// it. Tests are skipped unless FLEET_E2E_SERVER names a server.
package framework

import (
	"context"
	"os"
	"testing"
	"time"

	v1 "fleet.dev/api/fleet/v1" // want import-alias "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/api/meta"
	kmeta "fleet.dev/apimachinery/pkg/apis/meta/v1" // want import-alias "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/rest"
)

const (
	serverEnv    = "FLEET_E2E_SERVER"
	pollInterval = 2 * time.Second
	pollTimeout  = 5 * time.Minute
)

// Framework is what a test works with.
type Framework struct {
	// Client reaches the server under test.
	Client clientset.Interface

	t *testing.T
}

// New connects to the server under test, or skips the test.
func New(t *testing.T) *Framework {
	t.Helper()
	server := os.Getenv(serverEnv)
	if server == "" {
		t.Skipf("%s is not set", serverEnv)
	}
	client, err := clientset.NewForConfig(&rest.Config{Host: server, UserAgent: "fleet-e2e/" + t.Name()})
	if err != nil {
		t.Fatal(err)
	}
	return &Framework{Client: client, t: t}
}

// CreateMachine registers a machine that is removed when the test ends.
func (f *Framework) CreateMachine(ctx context.Context, name string) *v1.Machine {
	f.t.Helper()
	m, err := f.Client.Machines().Create(ctx, &v1.Machine{
		ObjectMeta: kmeta.ObjectMeta{Name: name, Finalizers: []string{v1.FinalizerDrain}},
		Spec:       v1.MachineSpec{ImageName: "base-24.04"},
	})
	if err != nil {
		f.t.Fatalf("creating machine %s: %v", name, err)
	}
	f.t.Cleanup(func() { _ = f.Client.Machines().Delete(context.Background(), name) })
	return m
}

// WaitForCondition fails the test unless the machine gets into the condition.
func (f *Framework) WaitForCondition(ctx context.Context, name, conditionType string) {
	f.t.Helper()
	err := wait.Poll(ctx, pollInterval, pollTimeout, func(ctx context.Context) (bool, error) {
		m, err := f.Client.Machines().Get(ctx, name)
		if err != nil {
			return false, err
		}
		return meta.IsTrue(m.Status.Conditions, conditionType), nil
	})
	if err != nil {
		f.t.Fatalf("waiting for machine %s to be %s: %v", name, conditionType, err)
	}
}
