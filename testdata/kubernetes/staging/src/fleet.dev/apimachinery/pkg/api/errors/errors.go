// Package errors tells the failures apart that an API server reports, so that
// callers can react to what happened rather than to how it was worded.
package errors

import (
	"errors"
	"fmt"
	"net/http"
)

// Reason is a machine-readable cause of a failed request.
type Reason string

const (
	// ReasonUnknown is reported when the server gave no cause.
	ReasonUnknown Reason = ""
	// ReasonNotFound means that the named object does not exist.
	ReasonNotFound Reason = "NotFound"
	// ReasonAlreadyExists means that the name is taken.
	ReasonAlreadyExists Reason = "AlreadyExists"
	// ReasonConflict means that the object changed since it was read.
	ReasonConflict Reason = "Conflict"
	// ReasonInvalid means that validation refused the object.
	ReasonInvalid Reason = "Invalid"
)

// StatusError is a failed request with the server's explanation.
type StatusError struct {
	// Code is the HTTP status.
	Code int
	// Reason is the machine-readable cause.
	Reason Reason
	// Message is what people are shown.
	Message string
}

// Error implements error.
func (e *StatusError) Error() string { return e.Message }

// NewNotFound says that no object of the kind has that name.
func NewNotFound(kind, name string) *StatusError {
	return &StatusError{http.StatusNotFound, ReasonNotFound, fmt.Sprintf("%s %q not found", kind, name)}
}

// NewAlreadyExists says that an object of that name is already stored.
func NewAlreadyExists(kind, name string) *StatusError {
	return &StatusError{http.StatusConflict, ReasonAlreadyExists, fmt.Sprintf("%s %q already exists", kind, name)}
}

// NewConflict says that the caller worked from an outdated copy.
func NewConflict(kind, name string) *StatusError {
	return &StatusError{http.StatusConflict, ReasonConflict,
		fmt.Sprintf("%s %q has been changed by someone else; read it again and retry", kind, name)}
}

// NewInvalid wraps the verdict of validation.
func NewInvalid(kind, name string, cause error) *StatusError {
	return &StatusError{http.StatusUnprocessableEntity, ReasonInvalid, fmt.Sprintf("%s %q is invalid: %v", kind, name, cause)}
}

// ReasonFor digs the cause out of err, through any wrapping.
func ReasonFor(err error) Reason {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Reason
	}
	return ReasonUnknown
}

// IsNotFound reports whether err means that the object does not exist.
func IsNotFound(err error) bool { return ReasonFor(err) == ReasonNotFound }

// IsAlreadyExists reports whether err means that the name is taken.
func IsAlreadyExists(err error) bool { return ReasonFor(err) == ReasonAlreadyExists }

// IsConflict reports whether err means that reading again and retrying helps.
func IsConflict(err error) bool { return ReasonFor(err) == ReasonConflict }
