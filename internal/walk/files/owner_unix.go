//go:build unix

package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// CheckPrivate says why a directory may hold what somebody else has put there: it
// is not the user's own, or others may write to it, or may exchange it for another
// as they may write to the directory above. One that does not exist is private if
// it would be once it is made.
func CheckPrivate(dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for at := abs; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) && at != filepath.Dir(at) {
			continue // made by kdoc, for the user alone
		}
		if err != nil {
			return err
		}
		if at == abs {
			if err := own(at, info); err != nil {
				return err
			}
			at = filepath.Dir(at)
			if info, err = os.Stat(at); err != nil {
				return err
			}
		}
		// In a sticky directory, as /tmp is, only the owner of a file moves it.
		if info.Mode().Perm()&0o022 != 0 && info.Mode()&fs.ModeSticky == 0 {
			return fmt.Errorf("%s, which it is in, may be written to by others", at)
		}
		return nil
	}
}

func own(dir string, info fs.FileInfo) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to another user", dir)
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s may be written to by others", dir)
	}
	return nil
}
