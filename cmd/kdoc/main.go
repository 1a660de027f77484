package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/mattn/go-colorable"

	"github.com/kdoc-dev/kdoc/internal/checks/suite"
)

func main() {
	gc := relaxGC()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	app := &app{
		stdin:      os.Stdin,
		stdout:     colorable.NewColorable(os.Stdout),
		stderr:     colorable.NewColorable(os.Stderr),
		getenv:     os.Getenv,
		checks:     suite.All(),
		now:        time.Now,
		ownStreams: true,
		gc:         gc,
	}
	os.Exit(app.run(ctx, os.Args[1:]))
}
