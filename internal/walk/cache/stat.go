package cache

import "io/fs"

// A Stat identifies a file's content as far as the file system can tell. Two
// equal Stats of one path mean unchanged content, save for writes within the
// clock's granularity; see Pack.Remember.
type Stat struct {
	Size, Mtime, Ctime int64 // bytes, nanoseconds, nanoseconds
	Inode              uint64
}

// StatOf returns the Stat of a file.
func StatOf(info fs.FileInfo) Stat {
	s := Stat{Size: info.Size(), Mtime: info.ModTime().UnixNano()}
	s.Ctime, s.Inode = sysStat(info)
	return s
}
