package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// A run of kdoc lasts seconds and allocates mostly what it keeps, so collecting
// at the usual pace is a good part of its time. Until the live heap reaches
// smallHeap it may grow to five times what is alive; after that the usual pace
// bounds the peak. GOGC, if set, is obeyed instead.
const (
	smallHeap  = 64 << 20
	eagerGC    = 100
	relaxedGC  = 400
	gcVariable = "GOGC"
)

func relaxGC() {
	if os.Getenv(gcVariable) != "" {
		return
	}
	debug.SetGCPercent(relaxedGC)
	watchHeap()
}

// watchHeap looks at the heap after each collection, until it is no longer
// small: the sentinel dies in every cycle, and its cleanup makes the next.
func watchHeap() {
	runtime.AddCleanup(new([64]byte), func(struct{}) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > smallHeap {
			debug.SetGCPercent(eagerGC)
			return
		}
		watchHeap()
	}, struct{}{})
}
