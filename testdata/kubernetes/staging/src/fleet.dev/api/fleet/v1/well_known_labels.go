package v1

const (
	// LabelZone carries the failure domain a machine stands in.
	LabelZone = "topology.fleet.dev/zone"
	// LabelPool carries the name of the pool a machine belongs to.
	LabelPool = "fleet.dev/pool"
	// LabelTemplateHash tells machines of different revisions of a pool apart.
	LabelTemplateHash = "fleet.dev/template-hash"
	// AnnotationMaintenanceReason says why a machine was taken out of service.
	AnnotationMaintenanceReason = "fleet.dev/maintenance-reason"
	// FinalizerDrain keeps a machine visible until its work has moved away.
	FinalizerDrain = "fleet.dev/drain"
)
