package validation_test

import (
	"strings"
	"testing"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/fleet/pkg/apis/fleet"
	"fleet.dev/fleet/pkg/apis/fleet/validation"
)

func TestValidateMachine(t *testing.T) {
	tests := []struct {
		name   string
		change func(*fleet.Machine)
		want   string
	}{
		{"valid", func(*fleet.Machine) {}, ""},
		{"upper case name", func(m *fleet.Machine) { m.Name = "Rack7" }, "metadata.name"},
		{"no image", func(m *fleet.Machine) { m.Spec.ImageName = "" }, "spec.imageName"},
		{"odd policy", func(m *fleet.Machine) { m.Spec.PowerPolicy = "Sometimes" }, "spec.powerPolicy"},
		{"gated field", func(m *fleet.Machine) { m.Spec.ThermalBudgetWatts = 90 }, "ThermalBudget"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := &fleet.Machine{
				ObjectMeta: metav1.ObjectMeta{Name: "rack7-12"},
				Spec:       fleet.MachineSpec{ImageName: "base-24.04", PowerPolicy: fleet.PowerAlways},
			}
			tt.change(m)
			err := validation.ValidateMachine(m)
			if tt.want == "" {
				if err != nil {
					t.Errorf("ValidateMachine = %v, want no error", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ValidateMachine = %v, want an error about %s", err, tt.want)
			}
		})
	}
}
