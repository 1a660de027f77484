// Package app is the command of the fleet-controller-manager.
package app

import (
	"context"
	"errors"
	"expvar"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/client-go/informers"
	cliflag "fleet.dev/component-base/cli/flag"
	"fleet.dev/component-base/cli/globalflag"
	"fleet.dev/component-base/metrics"
	"fleet.dev/component-base/version/verflag"
	"fleet.dev/fleet/cmd/fleet-controller-manager/app/config"
	"fleet.dev/fleet/cmd/fleet-controller-manager/app/options"
	"fleet.dev/fleet/pkg/features"
)

const (
	componentName = "fleet-controller-manager"
	helpWidth     = 100
	shutdownGrace = 5 * time.Second
)

// NewControllerManagerCommand returns the command with its default options.
func NewControllerManagerCommand() *cobra.Command {
	opts := options.NewControllerManagerOptions()
	cmd := &cobra.Command{
		Use: componentName,
		Long: `The fleet controller manager runs the control loops of the fleet. Each loop
watches one kind of object through the API server and works on bringing the
observed state closer to the desired one. The loops shipped today follow the
lifecycle of machines and keep machine pools at their size.`,
		SilenceUsage: true,
		Args:         cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if verflag.PrintIfRequested(cmd.OutOrStdout(), componentName) {
				return nil
			}
			c, err := opts.Config(cmd.ErrOrStderr(), KnownControllers())
			if err != nil {
				return err
			}
			return Run(cmd.Context(), c)
		},
	}

	sets := opts.Flags(KnownControllers(), ControllersDisabledByDefault())
	globalflag.AddGlobalFlags(sets.FlagSet("global"), cmd.Name(), opts.Logs)
	sets.AddTo(cmd.Flags())
	sets.InstallHelp(cmd, helpWidth)
	cmd.Flags().SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	return cmd
}

// Run starts informers and controllers, and returns when ctx is done and all of
// them have stopped.
func Run(ctx context.Context, c *config.Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	cc := ControllerContext{
		Config:    c,
		Informers: informers.NewSharedInformerFactory(c.Client, c.Resync),
		Metrics:   metrics.NewWorkqueueProvider(),
	}
	var group wait.Group
	if err := startControllers(ctx, cc, &group); err != nil {
		return err
	}
	group.StartWithContext(ctx, cc.Informers.Start)

	err := serveMetrics(ctx, c.BindAddress)
	cancel()
	group.Wait()
	return err
}

// startControllers builds the enabled controllers before any of them runs, so
// that all handlers are in place when the informers start.
func startControllers(ctx context.Context, cc ControllerContext, group *wait.Group) error {
	registry := NewControllerDescriptors()
	started := 0
	for _, name := range KnownControllers() {
		if !registry[name].enabled(cc.Config.Controllers, features.DefaultGate) {
			cc.Config.Logger.InfoContext(ctx, "controller is disabled", "controller", name)
			continue
		}
		run, workers := registry[name].init(cc), defaultWorkers
		if n, ok := cc.Config.Workers[name]; ok {
			workers = n
		}
		group.StartWithContext(ctx, func(ctx context.Context) { run(ctx, workers) })
		started++
	}
	if started == 0 {
		return fmt.Errorf("all controllers are disabled; --controllers selects some of %v", KnownControllers())
	}
	return nil
}

// serveMetrics blocks until ctx is done or the address cannot be used.
func serveMetrics(ctx context.Context, address string) error {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", expvar.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	server := &http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.Background(), shutdownGrace)
		defer cancel()
		_ = server.Shutdown(grace)
	})
	defer stop()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
