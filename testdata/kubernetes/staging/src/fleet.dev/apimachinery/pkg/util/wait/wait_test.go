package wait_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"fleet.dev/apimachinery/pkg/util/wait"
)

func TestPollStopsAtSuccess(t *testing.T) {
	calls := 0
	err := wait.Poll(context.Background(), time.Millisecond, time.Minute, func(context.Context) (bool, error) {
		calls++
		return calls == 3, nil
	})
	if err != nil || calls != 3 {
		t.Errorf("Poll = %v after %d calls, want success after 3", err, calls)
	}
}

func TestPollTimesOut(t *testing.T) {
	never := func(context.Context) (bool, error) { return false, nil }
	if err := wait.Poll(context.Background(), time.Millisecond, 5*time.Millisecond, never); !errors.Is(err, wait.ErrTimeout) {
		t.Errorf("Poll = %v, want %v", err, wait.ErrTimeout)
	}
}

func TestBackoffIsCapped(t *testing.T) {
	b := wait.Backoff{Base: time.Second, Cap: 5 * time.Second}
	for n, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 5 * time.Second, 5 * time.Second} {
		if got := b.Delay(n); got != want {
			t.Errorf("Delay(%d) = %v, want %v", n, got, want)
		}
	}
}
