package models

var sortPackage = Package{"sort", []Group{
	{Model{Cost: Metered, Writes: Operands}, "Sort Stable Slice SliceStable Strings Ints Float64s"},
}}

var slicesPackage = Package{"slices", []Group{
	{Model{Cost: Metered, Writes: Operands}, "Sort"},
	{Model{}, "overlaps"},
}}

var mapsPackage = Package{"maps", []Group{{Model{Cost: Metered}, "clone"}}}

var uniquePackage = Package{"unique", []Group{{Model{Cost: Metered}, "Make"}}}

// syncPackage: there is one goroutine at a time.
var syncPackage = Package{"sync", []Group{
	{Model{Writes: Calls}, "(*Once).Do (*Pool).Get (*Cond).Wait (*WaitGroup).Wait (*WaitGroup).Go (*Map).Range"},
	{Model{}, "(*Pool).Put (*Mutex).Lock (*Mutex).Unlock (*Mutex).TryLock (*RWMutex).Lock (*RWMutex).Unlock (*RWMutex).RLock (*RWMutex).RUnlock " +
		"(*WaitGroup).Add (*WaitGroup).Done (*Cond).Signal (*Cond).Broadcast"},
	{Model{Cost: Metered, Writes: Operands}, "(*Map).Load (*Map).Store (*Map).LoadOrStore (*Map).LoadAndDelete (*Map).Delete"},
}}

var atomicPackage = Package{"sync/atomic", []Group{
	{Model{Writes: Operands}, atomicNames()},
}}

func atomicNames() (names string) {
	for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Bool", "Pointer[T]", "Value"} {
		for _, m := range []string{"Load", "Store", "Add", "Swap", "CompareAndSwap"} {
			names += "(*" + t + ")." + m + " "
		}
	}
	for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Pointer"} {
		for _, f := range []string{"Load", "Store", "Add", "Swap", "CompareAndSwap"} {
			names += f + t + " "
		}
	}
	return names
}

const typeMethods = "Kind String Name PkgPath Elem Key Len NumField Field FieldByName NumMethod Implements AssignableTo ConvertibleTo Comparable NumIn NumOut In Out"

// methods puts a receiver before each name of a list.
func methods(receiver, names string) string {
	out := ""
	for start, i := 0, 0; i <= len(names); i++ {
		if i == len(names) || names[i] == ' ' {
			out += receiver + "." + names[start:i] + " "
			start = i + 1
		}
	}
	return out
}

// valueReads and valueWrites are methods of reflect.Value.
const (
	valueReads = "IsValid Kind Type Elem IsNil Interface CanInterface CanSet CanAddr Addr Len NumField Field FieldByName Index MapKeys MapIndex " +
		"Int Uint Float Bool String IsZero Pointer"
	valueWrites = "Set SetString SetInt SetUint SetBool SetFloat"
)

var reflectPackage = Package{"reflect", []Group{
	{Model{Fails: Panics}, "TypeOf ValueOf New Zero Indirect TypeFor PointerTo PtrTo SliceOf " + methods("(*rtype)", typeMethods) + methods("(Value)", valueReads)},
	{Model{Writes: Operands, Fails: Panics}, methods("(Value)", valueWrites)},
	{Model{Cost: Metered}, "DeepEqual"},
	// These look at values and types, or make new ones, and change none. What they
	// return is not known.
	{Model{Fails: Unknown}, "VisibleFields Copy ArrayOf MapOf ChanOf FuncOf StructOf MakeMap MakeMapWithSize MakeSlice MakeChan " +
		methods("(*rtype)", "Method MethodByName FieldByIndex FieldByNameFunc Size Align FieldAlign Bits ChanDir IsVariadic OverflowInt CanSeq CanSeq2") +
		methods("(Value)", "Method MethodByName NumMethod FieldByIndex FieldByNameFunc Cap Slice Slice3 CanInt CanUint CanFloat CanComplex Complex Bytes "+
			"Convert CanConvert Comparable Equal OverflowInt OverflowUint OverflowFloat MapRange UnsafeAddr UnsafePointer")},
}}

var liteReflectPackage = Package{"internal/reflectlite", []Group{
	{Model{Fails: Panics}, "TypeOf ValueOf " + methods("(rtype)", typeMethods) + methods("(Value)", "IsValid Kind Type Elem IsNil CanSet Len")},
	{Model{Writes: Operands, Fails: Panics}, "(Value).Set"},
}}
