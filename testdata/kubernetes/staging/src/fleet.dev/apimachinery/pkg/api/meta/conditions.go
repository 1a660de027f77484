// Package meta has helpers for the parts that all API kinds share.
package meta

import (
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// FindCondition returns the condition of the given type, or nil.
func FindCondition(conditions []metav1.Condition, conditionType string) *metav1.Condition {
	for i := range conditions {
		if conditions[i].Type == conditionType {
			return &conditions[i]
		}
	}
	return nil
}

// IsTrue reports whether the condition is present and holds.
func IsTrue(conditions []metav1.Condition, conditionType string) bool {
	c := FindCondition(conditions, conditionType)
	return c != nil && c.Status == metav1.ConditionTrue
}

// SetCondition adds c or replaces the condition of its type. The transition
// time moves only when the status does. It reports whether anything changed.
func SetCondition(conditions *[]metav1.Condition, c metav1.Condition) bool {
	if c.LastTransitionTime.IsZero() {
		c.LastTransitionTime = metav1.Now()
	}
	old := FindCondition(*conditions, c.Type)
	if old == nil {
		*conditions = append(*conditions, c)
		return true
	}
	if old.Status == c.Status {
		c.LastTransitionTime = old.LastTransitionTime
	}
	if *old == c {
		return false
	}
	*old = c
	return true
}
