package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	apierrors "fleet.dev/apimachinery/pkg/api/errors"
)

// Client sends requests to one server. It is safe for concurrent use.
type Client struct {
	base    *url.URL
	config  Config
	http    *http.Client
	limiter *limiter
}

// NewClient returns a client for the server that config describes.
func NewClient(config *Config) (*Client, error) {
	base, err := config.baseURL()
	if err != nil {
		return nil, err
	}
	return &Client{
		base:    base,
		config:  *config,
		http:    &http.Client{Transport: config.Transport},
		limiter: newLimiter(config.QPS, config.Burst),
	}, nil
}

// Do sends body as JSON and decodes the answer into result. Either may be nil.
// Failures that the server explains are of type *apierrors.StatusError.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, result any) error {
	if c.config.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.config.Timeout)
		defer cancel()
	}
	answer, err := c.send(ctx, method, path, query, body)
	if err != nil {
		return err
	}
	defer answer.Close()
	if result == nil {
		return nil
	}
	if err := json.NewDecoder(answer).Decode(result); err != nil {
		return fmt.Errorf("decoding the answer to %s %s: %w", method, path, err)
	}
	return nil
}

// Stream sends a request without a body and returns the answer as it arrives.
// The caller closes it.
func (c *Client) Stream(ctx context.Context, path string, query url.Values) (io.ReadCloser, error) {
	return c.send(ctx, http.MethodGet, path, query, nil)
}

func (c *Client) send(ctx context.Context, method, path string, query url.Values, body any) (io.ReadCloser, error) {
	if err := c.limiter.wait(ctx); err != nil {
		return nil, err
	}
	var payload io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("encoding the body of %s %s: %w", method, path, err)
		}
		payload = bytes.NewReader(data)
	}
	target := c.base.JoinPath(path)
	target.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, method, target.String(), payload)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.config.UserAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.config.BearerToken != "" {
		request.Header.Set("Authorization", "Bearer "+c.config.BearerToken)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= http.StatusBadRequest {
		defer response.Body.Close()
		return nil, explain(response)
	}
	return response.Body, nil
}

// explain turns the answer to a failed request into an error.
func explain(response *http.Response) error {
	status := &apierrors.StatusError{Code: response.StatusCode, Message: response.Status}
	var detail struct {
		Reason  apierrors.Reason `json:"reason"`
		Message string           `json:"message"`
	}
	if json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&detail) == nil && detail.Message != "" {
		status.Reason, status.Message = detail.Reason, detail.Message
	}
	return status
}
