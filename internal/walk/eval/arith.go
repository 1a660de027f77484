package eval

import (
	"go/token"
	"math"
	"reflect"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// wrap cuts an integer to the width of a kind.
func wrap(k reflect.Kind, n int64) int64 {
	switch k {
	case reflect.Int8:
		return int64(int8(n))
	case reflect.Int16:
		return int64(int16(n))
	case reflect.Int32:
		return int64(int32(n))
	}
	return n
}

func uwrap(k reflect.Kind, n uint64) uint64 {
	switch k {
	case reflect.Uint8:
		return uint64(uint8(n))
	case reflect.Uint16:
		return uint64(uint16(n))
	case reflect.Uint32:
		return uint64(uint32(n))
	}
	return n
}

func intOp(op token.Token, i, j int64, k reflect.Kind, pos token.Pos) Value {
	switch op {
	case token.ADD:
		return wrap(k, i+j)
	case token.SUB:
		return wrap(k, i-j)
	case token.MUL:
		return wrap(k, i*j)
	case token.QUO, token.REM:
		if j == 0 {
			panic(&goPanic{val: runtimeError("integer divide by zero"), pos: pos})
		}
		if op == token.QUO {
			return wrap(k, i/j)
		}
		return wrap(k, i%j)
	case token.AND:
		return i & j
	case token.OR:
		return i | j
	case token.XOR:
		return i ^ j
	case token.AND_NOT:
		return i &^ j
	case token.SHL, token.SHR:
		if j < 0 {
			throw("negative shift amount")
		}
		if op == token.SHL {
			return wrap(k, i<<uint64(j))
		}
		return i >> uint64(j)
	case token.LSS:
		return i < j
	case token.LEQ:
		return i <= j
	case token.GTR:
		return i > j
	}
	return i >= j
}

func uintOp(op token.Token, i, j uint64, k reflect.Kind, pos token.Pos) Value {
	switch op {
	case token.ADD:
		return uwrap(k, i+j)
	case token.SUB:
		return uwrap(k, i-j)
	case token.MUL:
		return uwrap(k, i*j)
	case token.QUO, token.REM:
		if j == 0 {
			panic(&goPanic{val: runtimeError("integer divide by zero"), pos: pos})
		}
		if op == token.QUO {
			return i / j
		}
		return i % j
	case token.AND:
		return i & j
	case token.OR:
		return i | j
	case token.XOR:
		return i ^ j
	case token.AND_NOT:
		return i &^ j
	case token.SHL:
		return uwrap(k, i<<j)
	case token.SHR:
		return i >> j
	case token.LSS:
		return i < j
	case token.LEQ:
		return i <= j
	case token.GTR:
		return i > j
	}
	return i >= j
}

func floatOp(op token.Token, i, j float64, k reflect.Kind) Value {
	var r float64
	switch op {
	case token.ADD:
		r = i + j
	case token.SUB:
		r = i - j
	case token.MUL:
		r = i * j
	case token.QUO:
		r = i / j
	case token.LSS:
		return i < j
	case token.LEQ:
		return i <= j
	case token.GTR:
		return i > j
	default:
		return i >= j
	}
	if k == reflect.Float32 {
		r = float64(float32(r))
	}
	return r
}

func complexOp(op token.Token, i, j complex128, k reflect.Kind) Value {
	if k == reflect.Complex64 {
		return narrow(complex64Op(op, complex64(i), complex64(j)))
	}
	switch op {
	case token.ADD:
		return i + j
	case token.SUB:
		return i - j
	case token.MUL:
		return i * j
	}
	return i / j
}

func complex64Op(op token.Token, i, j complex64) complex64 {
	switch op {
	case token.ADD:
		return i + j
	case token.SUB:
		return i - j
	case token.MUL:
		return i * j
	}
	return i / j
}

// narrow keeps a complex64 as values of that type are kept.
func narrow(z complex64) complex128 { return complex128(z) }

// toFloatInt converts a float to an integer the way the compiler does for
// values in range.
func toFloatInt(x float64) int64 {
	if math.IsNaN(x) {
		return math.MinInt64
	}
	return int64(x)
}
