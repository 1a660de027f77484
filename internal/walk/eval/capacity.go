package eval

import (
	"go/types"
	"reflect"
	"slices"
)

// growCapacity is the capacity that append gives a slice it has to move. A
// program can tell by who shares an array with whom, so it is worked out the way
// the runtime does.
// Source: runtime/slice.go (nextslicecap) and runtime/msize.go of Go 1.26.
func growCapacity(elem *Type, oldCap, newLen int) int {
	n := 2 * oldCap
	switch {
	case newLen > n:
		n = newLen
	case oldCap >= 256:
		for n = oldCap; n < newLen; {
			n += (n + 3*256) / 4
		}
	}
	size := int(elem.size())
	if size == 0 {
		return newLen
	}
	return roundUp(n*size, elem.pointers()) / size
}

// sizeClasses are the sizes the allocator hands out below 32 KiB.
var sizeClasses = []int{8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512,
	576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5120, 5376, 6144, 6528, 6784, 6912,
	8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768}

// roundUp is what the allocator makes of a size in bytes.
func roundUp(size int, pointers bool) int {
	header := 0
	if pointers && size > 512 {
		header = 8
	}
	if size+header <= 32768-8 || size+header == 32768 && header == 0 {
		i, _ := slices.BinarySearch(sizeClasses, size+header)
		return sizeClasses[i] - header
	}
	const page = 8192
	return (size + page - 1) / page * page
}

var gcSizes = types.SizesFor("gc", "amd64")

// layout is the size of a value in memory and what its address is a multiple of,
// as on 64-bit machines. It is worked out once for each type, since structs may
// refer to one type many times.
func (t *Type) layout() (size, align int64) {
	if t.align == 0 {
		t.bytes, t.align = t.layOut()
	}
	return t.bytes, t.align
}

func (t *Type) size() int64 {
	n, _ := t.layout()
	return n
}

// maxSize is where sizes end: what is larger is not allocated.
const maxSize = 1 << 40

func (t *Type) layOut() (size, align int64) {
	switch t.kind {
	case reflect.Array:
		size, align = t.elem.layout()
		if size > 0 && int64(t.n) > maxSize/size {
			return maxSize, align
		}
		return size * int64(t.n), align
	case reflect.Struct:
		align = 1
		last := int64(1)
		for _, f := range t.fields {
			var a int64
			last, a = f.t.layout()
			align = max(align, a)
			size = min(roundTo(size, a)+last, maxSize)
		}
		if last == 0 && size > 0 {
			size++ // the address of the last field stays inside
		}
		return roundTo(size, align), align
	case reflect.Invalid:
		return 8, 8 // a type that did not check
	}
	return gcSizes.Sizeof(t.U), gcSizes.Alignof(t.U)
}

func roundTo(n, align int64) int64 { return (n + align - 1) / align * align }

// pointers reports whether values of the type hold pointers.
func (t *Type) pointers() bool {
	if t.pointed == 0 {
		t.pointed = -1
		if t.holdsPointers() {
			t.pointed = 1
		}
	}
	return t.pointed > 0
}

func (t *Type) holdsPointers() bool {
	if t.zero != nil && t.zero != "" {
		return false
	}
	if t.aggregate() {
		if t.elem != nil {
			return t.elem.pointers()
		}
		return slices.ContainsFunc(t.fields, func(f fieldType) bool { return f.t.pointers() })
	}
	return true
}
