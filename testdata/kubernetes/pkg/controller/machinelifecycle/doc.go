// Package machinelifecycle follows machines from registration to retirement. It
// takes machines out of service when their agents fall silent, drains those that
// are due for maintenance, and lets go of those that have been deleted.
package machinelifecycle
