package probe

import (
	"fmt"
	"syscall"
	"unsafe"
)

var getDiskFreeSpaceEx = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDiskFreeSpaceExW")

// statVolume asks the kernel. The quota of the calling user counts.
func statVolume(path string) (*Volume, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	v := &Volume{Path: path}
	ok, _, err := getDiskFreeSpaceEx.Call(
		uintptr(unsafe.Pointer(name)),
		uintptr(unsafe.Pointer(&v.FreeBytes)),
		uintptr(unsafe.Pointer(&v.TotalBytes)),
		0,
	)
	if ok == 0 {
		return nil, fmt.Errorf("free space of %s: %w", path, err)
	}
	return v, nil
}
