package models

// osPackage: the environment is fixed, see package eval. What is not listed is an
// effect that is not performed.
var osPackage = Package{"os", []Group{
	{Model{}, "Getenv LookupEnv Environ Hostname Executable Getpid Getuid Geteuid Getgid Getpagesize NewFile (*File).Name (*File).Close (*File).Sync"},
	{Model{Writes: World}, "Setenv Unsetenv Exit"},
	{Model{Cost: Metered, Writes: World}, "(*File).Write (*File).WriteString"},
	// These look at the world and change nothing.
	{Model{Fails: Unknown}, "(*File).Fd (*File).Stat Stat Lstat"},
}}

var signalPackage = Package{"os/signal", []Group{{Model{}, "Notify Ignore Stop Reset"}}}

var timePackage = Package{"time", []Group{
	{Model{}, "Sleep initLocal"},
	// What is to be called later is not called before the program is at its end,
	// as far as evaluation goes.
	{Model{Fails: Unknown}, "Now Since Until After AfterFunc NewTimer NewTicker Tick LoadLocation now runtimeNano runtimeNow"},
}}

var runtimePackage = Package{"runtime", []Group{
	{Model{}, "GC KeepAlive SetFinalizer Gosched LockOSThread UnlockOSThread AddCleanup Caller Callers Version"},
}}

var debugPackage = Package{"runtime/debug", []Group{
	{Model{}, "ReadBuildInfo SetGCPercent SetMaxThreads PrintStack SetMemoryLimit"},
}}

var randPackage = Package{"math/rand", []Group{{Model{}, "Seed (*Rand).Seed"}}}

var abiPackage = Package{"internal/abi", []Group{{Model{}, "NoEscape Escape"}}}

var godebugPackage = Package{"internal/godebug", []Group{
	{Model{}, "New (*Setting).Value (*Setting).Name (*Setting).IncNonDefault (*Setting).Undocumented"},
}}

var constanttimePackage = Package{"crypto/internal/constanttime", []Group{{Model{}, "boolToUint8"}}}

var fips140Package = Package{"crypto/internal/fips140", []Group{{Model{}, "getIndicator setIndicator"}}}
