// Package clientcmd reads and writes the file in which users keep the servers
// they work with.
package clientcmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fleet.dev/client-go/rest"
)

// EnvVar names the environment variable that overrides the default path.
const EnvVar = "FLEETCONFIG"

// Config is the content of the file.
type Config struct {
	// CurrentContext is used unless a command names another one.
	CurrentContext string `json:"currentContext,omitempty"`
	// Contexts are the known servers by name.
	Contexts map[string]*Context `json:"contexts,omitempty"`
}

// Context is one server and how to log in.
type Context struct {
	Server string `json:"server"`
	Token  string `json:"token,omitempty"`
	Zone   string `json:"zone,omitempty"`
}

// DefaultPath is where the file is unless the user says otherwise.
func DefaultPath() string {
	if path := os.Getenv(EnvVar); path != "" {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ".fleetconfig"
	}
	return filepath.Join(home, ".fleet", "config")
}

// Load reads the file. A missing file is an empty configuration.
func Load(path string) (*Config, error) {
	config := &Config{Contexts: map[string]*Context{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return config, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, config); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return config, nil
}

// Save writes the file for the user's eyes only.
func (c *Config) Save(path string) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o600)
}

// ClientConfig returns the settings of the named context, or of the current one
// if name is empty.
func (c *Config) ClientConfig(name string) (*rest.Config, error) {
	if name == "" {
		name = c.CurrentContext
	}
	context, ok := c.Contexts[name]
	if !ok {
		known := strings.Join(slices.Sorted(maps.Keys(c.Contexts)), ", ")
		return nil, fmt.Errorf("there is no context %q; known are: %s", name, known)
	}
	return &rest.Config{Host: context.Server, BearerToken: context.Token}, nil
}
