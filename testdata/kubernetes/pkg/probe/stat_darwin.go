package probe

import (
	"fmt"
	"syscall"
)

// statVolume asks the kernel. Space that could be purged counts as used.
func statVolume(path string) (*Volume, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return nil, fmt.Errorf("statfs %s: %w", path, err)
	}
	return &Volume{
		Path:       path,
		TotalBytes: stat.Blocks * uint64(stat.Bsize),
		FreeBytes:  stat.Bavail * uint64(stat.Bsize),
	}, nil
}
