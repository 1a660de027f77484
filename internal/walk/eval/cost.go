package eval

import (
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/eval/models"
)

// charged returns a native that is charged what its model declares before it
// runs.
func charged(m models.Model, run native) native {
	cost := costs[m.Cost]
	if cost == nil {
		return run
	}
	return func(c *call, args []Value) Value {
		c.in.charge(cost(args))
		return run(c, args)
	}
}

// costs are what each kind of cost comes to for the operands of a call: bytes
// allocated and bytes looked at, at the most. What has to be known for that, such
// as how often a separator occurs, is found out in time linear in the operands,
// which exist already.
var costs = map[models.Cost]func(args []Value) (alloc, work int64){
	models.Linear: func(args []Value) (int64, int64) {
		n := sizes(args)
		return 4*n + boxBytes, 2 * n
	},
	models.Product: func(args []Value) (int64, int64) {
		if len(args) < 2 {
			return 0, sizes(args)
		}
		n, m := sizeOf(args[0]), sizeOf(args[1])
		return 2*n + m, product(n, m+1)
	},
	models.Pieces: func(args []Value) (int64, int64) {
		s, _ := args[0].(string)
		n := len(s)/2 + 1
		if len(args) > 1 {
			sep, _ := args[1].(string)
			n = strings.Count(s, sep) + 1
		}
		return int64(n) * (2*valueBytes + boxBytes), int64(len(s) + 4*n)
	},
	models.Joined: func(args []Value) (int64, int64) {
		n := sizeOf(args[0]) + int64(boxBytes)
		if list, ok := args[0].(*Slice); ok && len(args) > 1 {
			n += product(int64(list.len), sizeOf(args[1]))
		}
		return 2 * n, 2 * n
	},
	models.Replaced: func(args []Value) (int64, int64) {
		s, _ := args[0].(string)
		old, _ := args[1].(string)
		n := int64(len(s)) + boxBytes
		return n + product(int64(strings.Count(s, old)), sizeOf(args[2])), 4 * n
	},
	models.Repeated: func(args []Value) (int64, int64) {
		n, _ := asInt(args[1])
		all := product(sizeOf(args[0]), int64(max(n, 0)))
		return all, all
	},
	models.Allocated: func(args []Value) (int64, int64) {
		n, _ := asInt(args[len(args)-1])
		return int64(n), int64(n)
	},
	models.Compiled: func(args []Value) (int64, int64) {
		var n int64
		for _, a := range args {
			n += compiledSize(a)
		}
		return 2000 * n, 2000 * n
	},
}

// compiledSize is the size of a pattern with what is repeated in it written out:
// regexp allows a thousand copies of something for each brace.
func compiledSize(v Value) int64 {
	s, ok := v.(string)
	if !ok {
		return sizeOf(v)
	}
	return int64(len(s) + 100*strings.Count(s, "{"))
}

// matched is the cost of a method of a regexp.Regexp.
func matched(re *regexp.Regexp, args []Value) (alloc, work int64) {
	var text, template int64
	for i, a := range args {
		if n := sizeOf(a); i == 0 {
			text = n
		} else {
			template += n
		}
	}
	groups := int64(re.NumSubexp() + 1)
	alloc = product(text+1, 2*valueBytes*groups+template) + product(text, template/2)
	return alloc, product(text, compiledSize(re.String())+groups)
}

// product multiplies without running over.
func product(a, b int64) int64 {
	const much = 1 << 49
	if a > 0 && b > much/a {
		return much
	}
	return a * b
}

func sizes(args []Value) (n int64) {
	for _, a := range args {
		n += sizeOf(a)
	}
	return n
}

// sizeOf is how much the host is handed of a value: text and lists of text.
func sizeOf(v Value) int64 {
	switch x := v.(type) {
	case string:
		return int64(len(x))
	case *Iface:
		return sizeOf(x.v)
	case *Slice:
		if x.a.isBytes() {
			return int64(x.len)
		}
		n := int64(x.len) * valueBytes
		for i := range x.len {
			if s, ok := x.get(i).(string); ok {
				n += int64(len(s))
			}
		}
		return n
	case *Map:
		return int64(x.live) * 4 * valueBytes
	}
	return 8
}
