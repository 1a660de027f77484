package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// slow is a reader that gives a few bytes at a time and fails in the end.
type slow struct {
	text string
	err  error
}

func (s *slow) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, s.err
	}
	n := copy(p[:min(3, len(p))], s.text)
	s.text = s.text[n:]
	return n, nil
}

type full struct{}

func (full) Write(p []byte) (int, error) { return 0, errors.New("disk full") }

func main() {
	text := strings.Repeat("a message that repeats itself, ", 40)
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	n, err := io.WriteString(zw, text)
	fmt.Println(n, err, zw.Close(), buf.Len())
	packed := buf.String()

	zr, err := gzip.NewReader(&buf)
	b, err2 := io.ReadAll(zr)
	fmt.Println(err, err2, string(b) == text)

	zr, _ = gzip.NewReader(&slow{packed[:30], errors.New("line is cut")})
	_, err = io.ReadAll(zr)
	fmt.Println(err)
	zr, _ = gzip.NewReader(&slow{packed[:30], io.EOF})
	_, err = io.ReadAll(zr)
	fmt.Println(err, err == io.ErrUnexpectedEOF)

	fr := flate.NewReader(strings.NewReader("\xff\xff\xff"))
	_, err = fr.Read(make([]byte, 10))
	var corrupt flate.CorruptInputError
	fmt.Println(err, errors.As(err, &corrupt), fr.Close())

	fw, err := flate.NewWriter(full{}, 9)
	fw.Write([]byte("x"))
	fmt.Println(err, fw.Flush())
	_, err = flate.NewWriter(full{}, 99)
	fmt.Println(err)

	archive()
	sum := crc32.NewIEEE()
	io.WriteString(sum, "some")
	io.WriteString(sum, "thing")
	fmt.Println(sum.Sum32(), crc32.ChecksumIEEE([]byte("something")))
	fmt.Println(crc32.Checksum([]byte("something"), crc32.MakeTable(0xD5828281)))
}

func archive() {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range []string{"a.txt", "b/c.txt"} {
		f, err := w.Create(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Fprintf(f, "this is %s %s", name, strings.Repeat("again ", 20))
	}
	fmt.Println(w.Close(), buf.Len())
	r, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			fmt.Println(err)
			continue
		}
		b, err := io.ReadAll(in)
		fmt.Println(f.Name, f.CRC32, string(b), err)
	}
}
