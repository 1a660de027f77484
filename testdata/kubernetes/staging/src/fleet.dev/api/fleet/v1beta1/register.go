package v1beta1

import (
	"fleet.dev/apimachinery/pkg/runtime"
	"fleet.dev/apimachinery/pkg/runtime/schema"
)

// GroupName is the group of the types in this package.
const GroupName = "fleet"

// SchemeGroupVersion is the group and version of the types in this package.
var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1beta1"}

var (
	// SchemeBuilder registers the kinds of this version.
	SchemeBuilder = runtime.NewSchemeBuilder(addKnownTypes)
	// AddToScheme registers everything SchemeBuilder has collected.
	AddToScheme = SchemeBuilder.AddToScheme
)

func addKnownTypes(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(SchemeGroupVersion,
		&MachinePool{},
		&MachinePoolList{},
		&MaintenanceWindow{},
		&MaintenanceWindowList{},
	)
	return nil
}
