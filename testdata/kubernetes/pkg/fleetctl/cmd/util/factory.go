// Package util is what the commands of fleetctl share: streams, the connection
// to the server, and the names of resources.
package util

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/pflag"

	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/rest"
	"fleet.dev/client-go/tools/clientcmd"
	"fleet.dev/component-base/version"
)

// IOStreams is where a command reads from and writes to.
type IOStreams struct {
	In     io.Reader
	Out    io.Writer
	ErrOut io.Writer
}

// Factory makes connections on behalf of commands.
type Factory interface {
	// ClientConfig returns the settings of the chosen server.
	ClientConfig() (*rest.Config, error)
	// Clientset connects to the chosen server.
	Clientset() (clientset.Interface, error)
	// ConfigPath is the file in which servers are kept.
	ConfigPath() string
}

// ConfigFlags is a Factory that users steer by flags.
type ConfigFlags struct {
	Path    string
	Context string
	Server  string
	Token   string
	Timeout time.Duration
}

var _ Factory = (*ConfigFlags)(nil)

// AddFlags adds the flags that edit f.
func (f *ConfigFlags) AddFlags(fs *pflag.FlagSet) {
	fs.StringVar(&f.Path, "fleetconfig", f.Path, fmt.Sprintf(
		"Path of the file with the servers to work with. Defaults to $%s, then to ~/.fleet/config.", clientcmd.EnvVar))
	fs.StringVar(&f.Context, "context", f.Context, "Name of the context to use instead of the current one.")
	fs.StringVarP(&f.Server, "server", "s", f.Server, "Address of the API server. Overrides the one of the context.")
	fs.StringVar(&f.Token, "token", f.Token, "Bearer token to log in with.")
	fs.DurationVar(&f.Timeout, "request-timeout", f.Timeout, "How long a single request may take. 0 means as long as it needs.")
}

// ConfigPath implements Factory.
func (f *ConfigFlags) ConfigPath() string {
	if f.Path != "" {
		return f.Path
	}
	return clientcmd.DefaultPath()
}

// ClientConfig implements Factory.
func (f *ConfigFlags) ClientConfig() (*rest.Config, error) {
	server := &rest.Config{}
	if f.Server == "" || f.Context != "" {
		file, err := clientcmd.Load(f.ConfigPath())
		if err != nil {
			return nil, err
		}
		if server, err = file.ClientConfig(f.Context); err != nil {
			return nil, err
		}
	}
	if f.Server != "" {
		server.Host = f.Server
	}
	if f.Token != "" {
		server.BearerToken = f.Token
	}
	server.Timeout = f.Timeout
	return rest.AddUserAgent(server, "fleetctl/"+version.Get().String()), nil
}

// Clientset implements Factory.
func (f *ConfigFlags) Clientset() (clientset.Interface, error) {
	server, err := f.ClientConfig()
	if err != nil {
		return nil, err
	}
	return clientset.NewForConfig(server)
}
