package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

// A run of kdoc lasts seconds and allocates mostly what it keeps, so collecting
// at the usual pace is a good part of its time. Until the live heap reaches
// smallHeap it may grow to five times what is alive; after that the usual pace
// bounds the peak. Commands that evaluate programs keep some hundred megabytes
// and make as much again that is soon garbage: these may grow by roomyHeap
// before they collect, if that is more. GOGC, if set, is obeyed instead.
const (
	smallHeap  = 64 << 20
	roomyHeap  = 256 << 20
	eagerGC    = 100
	relaxedGC  = 400
	gcVariable = "GOGC"
)

// A pacer sets the pace of garbage collection. The zero value and nil leave it
// as it is.
type pacer struct{ room atomic.Int64 }

func relaxGC() *pacer {
	p := &pacer{}
	if os.Getenv(gcVariable) == "" {
		debug.SetGCPercent(relaxedGC)
		p.watch()
	}
	return p
}

// roomy says that programs are about to be evaluated.
func (p *pacer) roomy() {
	if p != nil {
		p.room.Store(roomyHeap)
	}
}

// watch looks at the heap after each collection: the sentinel dies in every
// cycle, and its cleanup makes the next.
func (p *pacer) watch() {
	runtime.AddCleanup(new([64]byte), func(struct{}) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		debug.SetGCPercent(pace(int64(m.HeapAlloc), p.room.Load()))
		p.watch()
	}, struct{}{})
}

// pace is by how much, in percent, a heap may grow before it is collected.
func pace(live, room int64) int {
	if live <= smallHeap {
		return relaxedGC
	}
	return int(max(eagerGC, min(relaxedGC, 100*room/live)))
}
