package models

// osPackage: the environment is fixed, see package eval. What is not listed is an
// effect that is not performed.
var osPackage = Package{"os", []Group{
	{Model{}, "Getenv LookupEnv Environ Hostname Executable Getpid Getuid Geteuid Getgid Getpagesize Getwd NewFile (*File).Name (*File).Close (*File).Sync " +
		"(*File).Fd (*File).Stat"},
	{Model{Writes: World}, "Setenv Unsetenv Exit"},
	{Model{Cost: Metered, Writes: World}, "(*File).Write (*File).WriteString"},
	// Files are those of an empty machine.
	{Model{Fails: Errors}, "Stat Lstat ReadFile Readlink ReadDir Open OpenFile (*File).ReadDir (*File).Readdir (*File).Readdirnames"},
	{Model{Writes: World, Fails: Errors}, "Create WriteFile Mkdir MkdirAll RemoveAll Remove Chmod Chdir"},
	// Of standard input there is none; what other files would give is unknown.
	{Model{Writes: Anything, Fails: Errors}, "(*File).Read"},
}}

// execPackage: no program is there to be started.
var execPackage = Package{"os/exec", []Group{
	{Model{Fails: Errors}, "LookPath (*Cmd).Run (*Cmd).Start (*Cmd).Output (*Cmd).CombinedOutput"},
}}

var userPackage = Package{"os/user", []Group{{Model{Fails: Errors}, "Current Lookup LookupId LookupGroup LookupGroupId"}}}

// syscallPackage: programs may ask whether a stream is a terminal. What any other
// call would do is not known.
func syscallPackage(path string) Package {
	return Package{path, []Group{{Model{Writes: Anything, Fails: Unknown}, "Syscall RawSyscall"}}}
}

var signalPackage = Package{"os/signal", []Group{{Model{}, "Notify Ignore Stop Reset"}}}

var timePackage = Package{"time", []Group{
	{Model{}, "Sleep initLocal"},
	// What is to be called later is not called before the program is at its end,
	// as far as evaluation goes.
	{Model{Fails: Unknown}, "Now Since Until After AfterFunc NewTimer NewTicker Tick LoadLocation now runtimeNano runtimeNow"},
}}

var runtimePackage = Package{"runtime", []Group{
	{Model{}, "GC KeepAlive SetFinalizer Gosched LockOSThread UnlockOSThread AddCleanup Caller Version"},
	{Model{Writes: Anything, Fails: Unknown}, "Callers"},
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
