package eval

import (
	"maps"
	"math"
	"net"
	"path"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/walk/eval/models"
)

// natives is every function that runs on the host, by full name, with what it
// costs. What is not here is evaluated from its source, the standard library's
// included.
var natives = sync.OnceValue(func() map[string]native {
	all := implementations()
	for name, m := range models.All() {
		switch run := all[name]; {
		case run != nil:
			all[name] = charged(m, run)
		case m.Writes == models.Anything:
			all[name] = unmodelled
		default:
			all[name] = notPerformed
		}
	}
	return all
})

// declared is what package models says of each function.
var declared = sync.OnceValue(models.All)

func implementations() map[string]native {
	all := map[string]native{}
	for _, m := range []map[string]native{textNatives(), fmtNatives(), errorNatives(), syncNatives(), worldNatives(), sortNatives(), reflectNatives(), templateNatives(), lowNatives(), jsonNatives(), flateNatives()} {
		maps.Copy(all, m)
	}
	return all
}

// textNatives are pure functions on text and numbers, called as they are.
func textNatives() map[string]native {
	out := map[string]native{}
	add := func(pkg string, fns map[string]any) {
		for name, fn := range fns {
			out[pkg+"."+name] = bridge(fn)
		}
	}
	add("strings", map[string]any{
		"Compare": strings.Compare, "Contains": strings.Contains, "ContainsAny": strings.ContainsAny, "ContainsRune": strings.ContainsRune,
		"Count": strings.Count, "Cut": strings.Cut, "EqualFold": strings.EqualFold, "Fields": strings.Fields, "FieldsFunc": strings.FieldsFunc,
		"HasPrefix": strings.HasPrefix, "HasSuffix": strings.HasSuffix, "Index": strings.Index, "IndexAny": strings.IndexAny,
		"IndexByte": strings.IndexByte, "IndexFunc": strings.IndexFunc, "IndexRune": strings.IndexRune, "Join": strings.Join,
		"LastIndex": strings.LastIndex, "LastIndexAny": strings.LastIndexAny, "LastIndexByte": strings.LastIndexByte, "Map": strings.Map,
		"Replace": strings.Replace, "ReplaceAll": strings.ReplaceAll, "Split": strings.Split, "SplitAfter": strings.SplitAfter,
		//lint:ignore SA1019 programs call it
		"Title":  strings.Title,
		"SplitN": strings.SplitN, "ToLower": strings.ToLower, "ToTitle": strings.ToTitle, "ToUpper": strings.ToUpper,
		"Trim": strings.Trim, "TrimFunc": strings.TrimFunc, "TrimLeft": strings.TrimLeft, "TrimPrefix": strings.TrimPrefix,
		"TrimRight": strings.TrimRight, "TrimRightFunc": strings.TrimRightFunc, "TrimLeftFunc": strings.TrimLeftFunc, "TrimSpace": strings.TrimSpace, "TrimSuffix": strings.TrimSuffix,
		"NewReplacer": newReplacer, "ToValidUTF8": strings.ToValidUTF8,
	})
	out["strings.Repeat"] = nativeRepeat
	add("strconv", map[string]any{
		"Atoi": strconv.Atoi, "FormatBool": strconv.FormatBool, "FormatFloat": strconv.FormatFloat, "FormatInt": strconv.FormatInt,
		"FormatUint": strconv.FormatUint, "Itoa": strconv.Itoa, "ParseBool": strconv.ParseBool, "ParseFloat": strconv.ParseFloat,
		"ParseInt": strconv.ParseInt, "ParseUint": strconv.ParseUint, "Quote": strconv.Quote, "QuoteRune": strconv.QuoteRune,
		"QuoteToASCII": strconv.QuoteToASCII, "Unquote": strconv.Unquote, "CanBackquote": strconv.CanBackquote,
	})
	for name, format := range map[string]any{"Int": strconv.FormatInt, "Uint": strconv.FormatUint, "Float": strconv.FormatFloat, "Quote": strconv.Quote} {
		run := bridge(format)
		out["strconv.Append"+name] = func(c *call, args []Value) Value {
			return c.in.appendSlice(args[0], run(c, args[1:]), c.in.universe.bytes.Elem())
		}
	}
	add("unicode", map[string]any{
		"IsControl": unicode.IsControl, "IsDigit": unicode.IsDigit, "IsGraphic": unicode.IsGraphic, "IsLetter": unicode.IsLetter,
		"IsLower": unicode.IsLower, "IsNumber": unicode.IsNumber, "IsPrint": unicode.IsPrint, "IsPunct": unicode.IsPunct,
		"IsSpace": unicode.IsSpace, "IsSymbol": unicode.IsSymbol, "IsTitle": unicode.IsTitle, "IsUpper": unicode.IsUpper,
		"ToLower": unicode.ToLower, "ToTitle": unicode.ToTitle, "ToUpper": unicode.ToUpper, "SimpleFold": unicode.SimpleFold,
	})
	add("unicode/utf8", map[string]any{
		"DecodeLastRuneInString": utf8.DecodeLastRuneInString, "DecodeRune": utf8.DecodeRune, "DecodeRuneInString": utf8.DecodeRuneInString,
		"DecodeLastRune": utf8.DecodeLastRune, "RuneCount": utf8.RuneCount, "RuneCountInString": utf8.RuneCountInString,
		"RuneLen": utf8.RuneLen, "Valid": utf8.Valid, "ValidRune": utf8.ValidRune, "ValidString": utf8.ValidString,
	})
	add("path", map[string]any{
		"Base": path.Base, "Clean": path.Clean, "Dir": path.Dir, "Ext": path.Ext, "IsAbs": path.IsAbs, "Join": path.Join, "Match": path.Match, "Split": path.Split,
	})
	// The tree's programs are looked at as for Unix, so paths are slashed.
	add("path/filepath", map[string]any{
		"Base": path.Base, "Clean": path.Clean, "Dir": path.Dir, "Ext": path.Ext, "IsAbs": path.IsAbs, "Join": path.Join, "Match": path.Match,
		"Split": path.Split, "ToSlash": func(s string) string { return s }, "FromSlash": func(s string) string { return s },
		"SplitList": func(s string) []string {
			if s == "" {
				return []string{}
			}
			return strings.Split(s, ":")
		},
		"VolumeName": func(string) string { return "" },
	})
	add("regexp", map[string]any{
		"Compile": regexp.Compile, "CompilePOSIX": regexp.CompilePOSIX, "MatchString": regexp.MatchString, "MustCompile": regexp.MustCompile,
		"MustCompilePOSIX": regexp.MustCompilePOSIX, "QuoteMeta": regexp.QuoteMeta,
	})
	add("net", map[string]any{"ParseIP": net.ParseIP, "JoinHostPort": net.JoinHostPort})
	add("runtime", map[string]any{"Version": runtime.Version})
	add("math", mathFuncs)
	add("internal/bytealg", map[string]any{
		"IndexByteString": strings.IndexByte, "CountString": func(s string, c byte) int { return strings.Count(s, string(rune(c))) },
		"IndexString": strings.Index, "MakeNoZero": func(n int) []byte { return make([]byte, n) },
		"IndexByte": func(b []byte, c byte) int { return strings.IndexByte(string(b), c) },
		"Equal":     func(a, b []byte) bool { return string(a) == string(b) },
		"Compare":   func(a, b []byte) int { return strings.Compare(string(a), string(b)) },
		"Count":     func(b []byte, c byte) int { return strings.Count(string(b), string([]byte{c})) },
		"Index":     func(a, b []byte) int { return strings.Index(string(a), string(b)) },
	})
	return out
}

var mathFuncs = map[string]any{
	"Abs": math.Abs, "Acos": math.Acos, "Asin": math.Asin, "Atan": math.Atan, "Atan2": math.Atan2, "Cbrt": math.Cbrt, "Ceil": math.Ceil,
	"Copysign": math.Copysign, "Cos": math.Cos, "Cosh": math.Cosh, "Exp": math.Exp, "Exp2": math.Exp2, "Float32bits": math.Float32bits,
	"Float32frombits": math.Float32frombits, "Float64bits": math.Float64bits, "Float64frombits": math.Float64frombits, "Floor": math.Floor,
	"Frexp": math.Frexp, "Hypot": math.Hypot, "Inf": math.Inf, "IsInf": math.IsInf, "IsNaN": math.IsNaN, "Ldexp": math.Ldexp, "Log": math.Log,
	"Log10": math.Log10, "Log1p": math.Log1p, "Log2": math.Log2, "Max": math.Max, "Min": math.Min, "Mod": math.Mod, "Modf": math.Modf,
	"NaN": math.NaN, "Pow": math.Pow, "Pow10": math.Pow10, "Round": math.Round, "RoundToEven": math.RoundToEven, "Signbit": math.Signbit,
	"Sin": math.Sin, "Sinh": math.Sinh, "Sqrt": math.Sqrt, "Tan": math.Tan, "Tanh": math.Tanh, "Trunc": math.Trunc,
}

// hostTypes are types whose values live in the host, with all their methods.
var hostTypes = map[string]bool{
	"regexp.Regexp": true, "strings.Replacer": true,
}

// A replacer is a strings.Replacer of the host, which keeps how long what it puts
// in may be.
type replacer struct {
	*strings.Replacer
	longest int
}

func newReplacer(oldnew ...string) *replacer {
	r := &replacer{Replacer: strings.NewReplacer(oldnew...)}
	for i := 1; i < len(oldnew); i += 2 {
		r.longest = max(r.longest, len(oldnew[i]))
	}
	return r
}

func nativeRepeat(c *call, args []Value) Value {
	s, ok1 := args[0].(string)
	n, ok2 := args[1].(int64)
	if !ok1 || !ok2 {
		return c.in.join(args...)
	}
	if n < 0 {
		panic(&goPanic{val: &Iface{c.in.universe.str, "strings: negative Repeat count"}, pos: c.pos})
	}
	return strings.Repeat(s, int(n))
}
