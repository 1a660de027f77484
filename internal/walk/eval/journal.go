package eval

import "slices"

// A journal keeps what a trial of one side of a condition overwrites, so that
// the trial can be undone and what the two sides wrote compared. While one is
// open, whatever changes a value that is not a frame's slot says so first.
type journal struct {
	in    *Interp
	outer *journal
	limit int64 // step at which the trial is given up
	log   []journalEntry
}

// A loc is a variable: a *Cell, a field of a *Struct, an element of an *Array or
// the bytes of one, or what a *Map has for a key.
type loc struct {
	holder any
	i      int
	key    any
}

type journalEntry struct {
	loc
	old  Value
	undo func() // for what is no variable
}

// absent is what a map has for a key that is not in it.
type absent struct{}

// held is what a map has for a key.
type held struct {
	entry mapEntry
	i     int
}

// content is what an array of bytes holds.
type content struct {
	b   string
	unk *Unknown
}

func (j *journal) add(l loc) {
	n := 0
	if a, ok := l.holder.(*Array); ok && l.i < 0 {
		n = len(a.b)
	}
	j.in.charge(int64(n+8*boxBytes), int64(n))
	j.log = append(j.log, journalEntry{loc: l, old: l.read()})
}

func (j *journal) cell(c *Cell)           { j.add(loc{holder: c}) }
func (j *journal) field(s *Struct, i int) { j.add(loc{holder: s, i: i}) }
func (j *journal) elem(a *Array, i int)   { j.add(loc{holder: a, i: i}) }
func (j *journal) key(m *Map, key any)    { j.add(loc{holder: m, key: key}) }

// all keeps every element of an array.
func (j *journal) all(a *Array) {
	if a.isBytes() {
		j.add(loc{holder: a, i: -1})
		return
	}
	for i := range a.v {
		j.elem(a, i)
	}
}

// whole keeps a map that is about to be emptied, or a channel.
func (j *journal) whole(v Value) {
	switch x := v.(type) {
	case *Map:
		for _, i := range x.order() {
			if key, u := mapKey(x.t.Key(), x.ents[i].k); u == nil {
				j.key(x, key)
			}
		}
		idx, ents, live, unk := x.idx, x.ents, x.live, x.unk
		j.log = append(j.log, journalEntry{undo: func() { x.idx, x.ents, x.live, x.unk = idx, ents, live, unk }})
	case *Chan:
		buf, closed := x.buf, x.closed
		j.log = append(j.log, journalEntry{undo: func() { x.buf, x.closed = buf, closed }})
	}
}

func (l loc) read() Value {
	switch h := l.holder.(type) {
	case *Cell:
		return h.v
	case *Struct:
		return h.f[l.i]
	case *Array:
		if l.i < 0 {
			return content{string(h.b), h.unk}
		}
		return h.v[l.i]
	case *Map:
		if i, ok := h.idx[l.key]; ok {
			return held{h.ents[i], i}
		}
		return absent{}
	}
	return nil
}

// restore puts back what the variable held when it was entered in the journal.
func (e *journalEntry) restore() {
	if e.undo != nil {
		e.undo()
		return
	}
	switch h := e.holder.(type) {
	case *Cell:
		h.v = e.old
	case *Struct:
		h.f[e.i] = e.old
	case *Array:
		if c, ok := e.old.(content); ok {
			copy(h.b, c.b)
			h.unk = c.unk
			return
		}
		h.v[e.i] = e.old
	case *Map:
		h.restore(e.key, e.old)
	}
}

// restore undoes the latest change of an entry that is not undone yet.
func (m *Map) restore(key any, old Value) {
	i, now := m.idx[key]
	was, before := old.(held)
	switch {
	case before:
		m.ents[was.i] = was.entry
		m.idx[key] = was.i
		if !now {
			m.live++
		}
	case now:
		if i == len(m.ents)-1 {
			m.ents = m.ents[:i]
		} else {
			m.ents[i] = mapEntry{dead: true}
		}
		delete(m.idx, key)
		m.live--
	}
}

// undo puts everything back, the latest first.
func (j *journal) undo() {
	for _, e := range slices.Backward(j.log) {
		e.restore()
	}
}

// A change is what a trial did to a variable.
type change struct {
	loc
	old, now Value
}

// changes lists the variables entered, each once, with what they held first and
// hold now.
func (j *journal) changes() []change {
	seen := map[loc]bool{}
	var out []change
	for _, e := range j.log {
		if e.undo == nil && !seen[e.loc] {
			seen[e.loc] = true
			out = append(out, change{e.loc, e.old, e.loc.read()})
		}
	}
	return out
}
