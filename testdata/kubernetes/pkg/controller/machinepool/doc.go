// Package machinepool keeps pools at their size. It creates members from the
// pool's template, replaces those that were made from an older template, and
// removes those that are too many.
package machinepool
