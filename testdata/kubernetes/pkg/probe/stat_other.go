//go:build !linux && !darwin && !windows

package probe

// statVolume knows nothing about volumes here.
func statVolume(string) (*Volume, error) { return nil, nil }
