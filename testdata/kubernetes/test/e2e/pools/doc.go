// Package pools tests machine pools against a running fleet.
package pools
