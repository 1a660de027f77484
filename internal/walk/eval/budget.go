package eval

import (
	"fmt"
	"math"
	"runtime/metrics"
	"time"
)

// A Budget bounds an evaluation. A zero field stands for the default.
type Budget struct {
	Steps int64 // statements and calls, and what host functions take; 50 million
	Depth int   // nested calls; 5000
	Bytes int64 // allocated in all, about; 256 MiB
	Init  int64 // steps of one variable or init function; 5 million
	// Stack bounds what nested calls keep while they run, in bytes of the host's
	// stack and of variables, about; 128 MiB.
	Stack int64
	// Type bounds the parts that one type is made of, type arguments included;
	// 2000.
	Type int
	// Time and Heap are for what the others cannot see: they depend on the
	// machine and on what else the process does, and are set so that the others
	// run out first. Time is 30 s, of the clock and of the process's own, so that
	// a machine with much else to do does not end evaluations; Heap is what the process may hold on top of
	// what it held at the start, 768 MiB.
	Time time.Duration
	Heap int64
}

func (b Budget) withDefaults() Budget {
	set := func(p *int64, n int64) {
		if *p == 0 {
			*p = n
		}
	}
	set(&b.Steps, 50_000_000)
	set(&b.Bytes, 256<<20)
	set(&b.Init, 5_000_000)
	set(&b.Stack, 128<<20)
	set(&b.Heap, 768<<20)
	set((*int64)(&b.Time), int64(30*time.Second))
	if b.Depth == 0 {
		b.Depth = 5000
	}
	if b.Type == 0 {
		b.Type = 2000
	}
	return b
}

// An OverBudget is the error of an evaluation that ran out of its budget.
type OverBudget struct {
	// Bound names what ran out: steps, depth, memory, stack, type size, time or
	// heap.
	Bound string
	// Machine says that another machine, or the same with less to do, might have
	// gone on for longer: the clock or the heap of the process ended it.
	Machine bool
	limit   string
}

func (e *OverBudget) Error() string {
	const ran = "evaluation ran out of its budget of "
	if e.Bound == "steps" {
		return ran + e.limit + " steps"
	}
	s := ran + e.Bound + " (" + e.limit
	if e.Machine {
		s += ", which depends on the machine; no other bound was reached"
	}
	return s + ")"
}

// over ends the evaluation.
func (in *Interp) over(bound, limit string) {
	in.overOf(&OverBudget{Bound: bound, limit: limit})
}

func (in *Interp) overOf(e *OverBudget) {
	if in.dead == nil {
		in.dead = e
	}
	panic(in.dead)
}

// overMemory ends what allocates too much: the trial under way, or the evaluation.
func (in *Interp) overMemory() {
	if in.journal != nil {
		panic(&trialLimit{})
	}
	in.over("memory", fmt.Sprintf("%d MB", in.budget.Bytes>>20))
}

// lookEvery is how many steps the budget is not looked at.
const lookEvery = 1 << 14

// tick counts a step and looks at the budget.
func (in *Interp) tick() {
	in.steps++
	if in.steps >= in.nextLook {
		in.look()
	}
}

// look compares what was used with the budget and says when to look again.
func (in *Interp) look() {
	if in.initEnd > 0 && in.steps >= in.initEnd {
		panic(&initLimit{in.running()})
	}
	if j := in.journal; j != nil && in.steps >= j.limit {
		panic(&trialLimit{})
	}
	in.nextLook = in.steps + lookEvery
	if in.initEnd > 0 {
		in.nextLook = min(in.nextLook, in.initEnd)
	}
	if j := in.journal; j != nil {
		in.nextLook = min(in.nextLook, j.limit)
	}
	switch {
	case in.dead != nil:
		panic(in.dead)
	case in.steps > in.budget.Steps:
		in.over("steps", fmt.Sprint(in.budget.Steps))
	case in.bytes > in.budget.Bytes:
		in.overMemory()
	case time.Since(in.start) > in.budget.Time && cpuTime()-in.startCPU > in.budget.Time:
		in.overOf(&OverBudget{"time", true, in.budget.Time.String()})
	case in.ctx.Err() != nil:
		in.overOf(&OverBudget{"time", true, "interrupted"})
	}
	if now := liveHeap(); now > in.baseHeap && int64(now-in.baseHeap) > in.budget.Heap {
		in.overOf(&OverBudget{"heap", true, fmt.Sprintf("%d MB", in.budget.Heap>>20)})
	}
}

// liveHeap is what the process held when it last collected its garbage.
func liveHeap() uint64 {
	s := [1]metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s[:])
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}

// What values take in memory, in bytes.
const (
	valueBytes = 16 // a variable
	boxBytes   = 32 // a value that is not kept in the variable itself
)

// grow accounts for n values about to be allocated.
func (in *Interp) grow(n int) {
	if n > math.MaxInt32 {
		in.overMemory()
	}
	in.charge(int64(n)*valueBytes, int64(n))
}

// bytesPerStep is how many bytes the host handles in the time of a step.
const bytesPerStep = 32

// charge accounts for what is about to be done in one go: what it allocates, and
// the bytes or parts it looks at. Nothing whose size a program decides is done
// before it is charged.
func (in *Interp) charge(alloc, work int64) {
	if alloc < 0 || work < 0 || alloc > 1<<40 || work > 1<<50 {
		in.overMemory()
	}
	in.bytes += alloc
	if in.bytes > in.budget.Bytes {
		in.overMemory()
	}
	if in.steps += work / bytesPerStep; in.steps >= in.nextLook {
		in.look()
	}
}

// work is charge for what allocates nothing.
func (in *Interp) work(n int) { in.charge(0, int64(n)) }
