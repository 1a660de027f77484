package probe

import (
	"fmt"
	"syscall"
)

// statVolume asks the kernel. Blocks reserved for the superuser count as used.
func statVolume(path string) (*Volume, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return nil, fmt.Errorf("statfs %s: %w", path, err)
	}
	blockSize := uint64(stat.Bsize)
	return &Volume{
		Path:       path,
		TotalBytes: stat.Blocks * blockSize,
		FreeBytes:  stat.Bavail * blockSize,
	}, nil
}
