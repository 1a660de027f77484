// Kdoc reads a Kubernetes checkout, or any Go tree built like one, and turns it
// into a lint gate and a documentation site. See doc.go for the manual.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	os.Exit(app.run(ctx, os.Args[1:]))
}
