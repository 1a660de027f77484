package v1

import (
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/runtime"
	"fleet.dev/apimachinery/pkg/runtime/schema"
)

// GroupName is the group of the types in this package.
const GroupName = "fleet"

// SchemeGroupVersion is the group and version of the types in this package.
var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1"}

var (
	// SchemeBuilder registers the kinds of this version; packages that add
	// defaults append to it.
	SchemeBuilder = runtime.NewSchemeBuilder(addKnownTypes)
	// AddToScheme registers everything SchemeBuilder has collected.
	AddToScheme = SchemeBuilder.AddToScheme
)

// Resource returns the endpoint of a resource of this version.
func Resource(resource string) schema.GroupVersionResource {
	return SchemeGroupVersion.WithResource(resource)
}

func addKnownTypes(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(SchemeGroupVersion,
		&Machine{},
		&MachineList{},
		&MachinePool{},
		&MachinePoolList{},
	)
	return nil
}

var _ metav1.Object = &Machine{}
