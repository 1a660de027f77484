package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"
	"sync"
	"time"
	"unsafe"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A Hash is the SHA-256 of a file's content.
type Hash [sha256.Size]byte

// Sum returns the hash of content.
func Sum(content []byte) Hash { return sha256.Sum256(content) }

// racyWindow is how long before a run a file must have been written for its
// Stat to be trusted: a write within the file system's clock tick of the one
// that was read would leave the same Stat behind.
const racyWindow = 2 * time.Second

// A Pack holds the facts about the files of one tree. All methods may be called
// at once from several goroutines. The zero-entry pack that a missing or
// corrupt file gives is as good as any, only slower.
type Pack struct {
	store *Store
	name  string
	start time.Time

	// What was loaded. Facts alias the file's bytes, which nobody changes.
	gen     uint64
	records map[Hash]*record
	stats   map[string]statEntry

	mu       sync.Mutex
	newRecs  map[Hash]*record
	newStats map[string]statEntry
	used     map[Hash]bool
	dirty    bool
}

// A record is the facts about one content, by section ("id@version").
type record struct {
	gen      uint64 // the save that last found it in use
	sections map[string]string
}

type statEntry struct {
	stat Stat
	hash Hash
	gen  uint64
}

var crcTable = crc32.MakeTable(crc32.Castagnoli)

// Lookup returns the content hash that path had when it was last seen with
// exactly this stat.
func (p *Pack) Lookup(path string, st Stat) (Hash, bool) {
	if st == (Stat{}) {
		return Hash{}, false
	}
	e, ok := p.stats[path]
	return e.hash, ok && e.stat == st
}

// Remember records the hash of path's content under its stat, unless the file
// was written so recently that the stat proves nothing.
func (p *Pack) Remember(path string, st Stat, h Hash) {
	if st == (Stat{}) || max(st.Mtime, st.Ctime) > p.start.Add(-racyWindow).UnixNano() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.stats[path]; !ok || e.stat != st || e.hash != h {
		p.newStats[path] = statEntry{stat: st, hash: h}
		p.dirty = true
	}
}

// Get returns one section of the facts about a content.
func (p *Pack) Get(h Hash, section string) (string, bool) {
	if r := p.records[h]; r != nil {
		if s, ok := r.sections[section]; ok {
			return s, true
		}
	}
	return "", false
}

// Put adds a section.
func (p *Pack) Put(h Hash, section string, fact []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.newRecs[h]
	if r == nil {
		r = &record{sections: map[string]string{}}
		p.newRecs[h] = r
	}
	r.sections[section] = string(fact)
	p.dirty = true
}

// Use marks a content as part of the tree, so that it outlives others when the
// pack grows too large.
func (p *Pack) Use(hashes []Hash) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, h := range hashes {
		p.used[h] = true
	}
}

// Save writes the pack if anything was added. Of two processes that save at
// once the later one wins; the other's facts are extracted anew next time.
func (p *Pack) Save() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.dirty {
		return nil
	}
	gen := p.gen + 1
	for h, n := range p.newRecs {
		if old := p.records[h]; old != nil {
			merged := maps.Clone(old.sections)
			maps.Copy(merged, n.sections)
			n.sections = merged
		}
		p.records[h] = n
		p.used[h] = true
	}
	for h := range p.used {
		if r := p.records[h]; r != nil {
			r.gen = gen
		}
	}
	for path, e := range p.newStats {
		e.gen = gen
		p.stats[path] = e
	}
	p.gen = gen
	p.trim()
	if err := p.store.write(p.name, p.encode()); err != nil {
		return err
	}
	p.dirty = false
	clear(p.newRecs)
	clear(p.newStats)
	return nil
}

// trim drops the records longest out of use until the pack fits a quarter of
// the store, and the stats that speak of records no longer there.
func (p *Pack) trim() {
	limit := p.store.maxBytes / 4
	var total int64
	order := slices.Collect(maps.Keys(p.records))
	for _, r := range p.records {
		total += r.size()
	}
	if total > limit {
		slices.SortFunc(order, func(a, b Hash) int {
			return cmp.Or(cmp.Compare(p.records[a].gen, p.records[b].gen), bytes.Compare(a[:], b[:]))
		})
		for _, h := range order {
			if total <= limit {
				break
			}
			total -= p.records[h].size()
			delete(p.records, h)
		}
	}
	for path, e := range p.stats {
		if p.records[e.hash] == nil {
			delete(p.stats, path)
		}
	}
}

func (r *record) size() int64 {
	n := int64(sha256.Size + 16)
	for id, s := range r.sections {
		n += int64(len(id) + len(s) + 12)
	}
	return n
}

// The file: magic, then the body, then its CRC-32C. In the body every number is
// a varint and every string has its length before it:
//
//	gen, #ids, ids,
//	#records × (hash, gen, #sections × (id index, fact)),
//	#stats × (path, size, mtime, ctime, inode, hash, gen)
const magic = "kdoc pack 1\n"

func (p *Pack) encode() []byte {
	ids, index := p.sectionIDs()
	b := append(make([]byte, 0, 1<<20), magic...)
	b = binary.AppendUvarint(b, p.gen)
	b = binary.AppendUvarint(b, uint64(len(ids)))
	for _, id := range ids {
		b = appendString(b, id)
	}
	hashes := slices.SortedFunc(maps.Keys(p.records), func(a, b Hash) int { return bytes.Compare(a[:], b[:]) })
	b = binary.AppendUvarint(b, uint64(len(hashes)))
	for _, h := range hashes {
		r := p.records[h]
		b = append(b, h[:]...)
		b = binary.AppendUvarint(b, r.gen)
		b = binary.AppendUvarint(b, uint64(len(r.sections)))
		for _, id := range slices.Sorted(maps.Keys(r.sections)) {
			b = binary.AppendUvarint(b, index[id])
			b = appendString(b, r.sections[id])
		}
	}
	b = binary.AppendUvarint(b, uint64(len(p.stats)))
	for _, path := range slices.Sorted(maps.Keys(p.stats)) {
		e := p.stats[path]
		b = appendString(b, path)
		for _, n := range []int64{e.stat.Size, e.stat.Mtime, e.stat.Ctime} {
			b = binary.AppendVarint(b, n)
		}
		b = binary.AppendUvarint(b, e.stat.Inode)
		b = append(b, e.hash[:]...)
		b = binary.AppendUvarint(b, e.gen)
	}
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b, crcTable))
}

func (p *Pack) sectionIDs() (ids []string, index map[string]uint64) {
	seen := map[string]bool{}
	for _, r := range p.records {
		for id := range r.sections {
			seen[id] = true
		}
	}
	ids = slices.Sorted(maps.Keys(seen))
	index = map[string]uint64{}
	for i, id := range ids {
		index[id] = uint64(i)
	}
	return ids, index
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// load fills the pack from its file. Anything wrong with the file, from a
// foreign format to a single flipped bit, leaves the pack empty.
func (p *Pack) load(file string) {
	b, err := files.ReadUpTo(file, p.store.maxBytes)
	n := len(b) - 4
	if err == nil && n >= 0 && crc32.Checksum(b[:n], crcTable) == binary.BigEndian.Uint32(b[n:]) {
		p.decode(b[:n])
	}
}

// decode takes over what encode wrote, without the checksum, if all of it makes
// sense.
func (p *Pack) decode(b []byte) {
	if !bytes.HasPrefix(b, []byte(magic)) {
		return
	}
	r := &reader{s: unsafe.String(unsafe.SliceData(b), len(b))[len(magic):]}
	gen := r.uint()
	ids := make([]string, r.count(1))
	for i := range ids {
		ids[i] = r.string()
	}
	records := make(map[Hash]*record, len(b)/512)
	for range r.count(sha256.Size) {
		h := r.hash()
		rec := &record{gen: r.uint()}
		k := r.count(2)
		rec.sections = make(map[string]string, k)
		for range k {
			if id := r.uint(); id < uint64(len(ids)) {
				rec.sections[ids[id]] = r.string()
			} else {
				r.bad = true
			}
		}
		records[h] = rec
	}
	stats := make(map[string]statEntry, len(records))
	for range r.count(sha256.Size) {
		path := r.string()
		e := statEntry{stat: Stat{Size: r.int(), Mtime: r.int(), Ctime: r.int(), Inode: r.uint()}}
		e.hash, e.gen = r.hash(), r.uint()
		stats[path] = e
	}
	if !r.bad && r.s == "" {
		p.gen, p.records, p.stats = gen, records, stats
	}
}

// A reader takes a pack apart; bad is set by the first thing that does not fit.
type reader struct {
	s   string
	bad bool
}

func (r *reader) uint() uint64 {
	var n uint64
	for i := 0; i < len(r.s) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(r.s[i]&0x7f) << (7 * i)
		if r.s[i] < 0x80 {
			r.s = r.s[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads how many items of at least size bytes follow.
func (r *reader) count(size int) int {
	n := r.uint()
	if n > uint64(len(r.s)/size) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) string() string {
	n := r.count(1)
	s := r.s[:n]
	r.s = r.s[n:]
	return s
}

func (r *reader) hash() (h Hash) {
	if len(r.s) < len(h) {
		r.fail()
		return h
	}
	copy(h[:], r.s)
	r.s = r.s[len(h):]
	return h
}

func (r *reader) fail() { r.bad, r.s = true, "" }
