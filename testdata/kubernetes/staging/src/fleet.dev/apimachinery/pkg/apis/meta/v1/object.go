package v1

import (
	"fleet.dev/apimachinery/pkg/runtime/schema"
)

// Object is what generic code needs to know about a stored object. Every type
// that embeds ObjectMeta satisfies it.
type Object interface {
	GetName() string
	GetUID() UID
	GetResourceVersion() string
	GetLabels() map[string]string
	GetObjectMeta() *ObjectMeta
}

// GetName returns the name of the object.
func (m *ObjectMeta) GetName() string { return m.Name }

// GetUID returns the identity of the object.
func (m *ObjectMeta) GetUID() UID { return m.UID }

// GetResourceVersion returns the opaque version of the object's last write.
func (m *ObjectMeta) GetResourceVersion() string { return m.ResourceVersion }

// GetLabels returns the labels of the object; callers must not change them.
func (m *ObjectMeta) GetLabels() map[string]string { return m.Labels }

// GetObjectMeta returns the metadata itself, for code that fills it in.
func (m *ObjectMeta) GetObjectMeta() *ObjectMeta { return m }

// IsBeingDeleted reports whether somebody has asked for the object to go away.
func (m *ObjectMeta) IsBeingDeleted() bool { return m.DeletionTime != nil }

// GroupVersionKind parses the type metadata. It is empty when the object came
// from a typed client, which does not bother to fill it in.
func (t *TypeMeta) GroupVersionKind() schema.GroupVersionKind {
	gv, err := schema.ParseGroupVersion(t.APIVersion)
	if err != nil {
		return schema.GroupVersionKind{Kind: t.Kind}
	}
	return gv.WithKind(t.Kind)
}

// SetGroupVersionKind overwrites the type metadata.
func (t *TypeMeta) SetGroupVersionKind(gvk schema.GroupVersionKind) {
	t.APIVersion, t.Kind = gvk.GroupVersion().String(), gvk.Kind
}

// ControllerOf returns the reference of obj that is marked as its controller,
// or nil if nobody manages obj.
func ControllerOf(obj Object) *OwnerReference {
	refs := obj.GetObjectMeta().OwnerReferences
	for i := range refs {
		if refs[i].Controller != nil && *refs[i].Controller {
			return &refs[i]
		}
	}
	return nil
}

// NewControllerRef returns a reference that makes owner the controller of
// whatever object it is put on.
func NewControllerRef(owner Object, gvk schema.GroupVersionKind) OwnerReference {
	isController := true
	return OwnerReference{
		APIVersion: gvk.GroupVersion().String(),
		Kind:       gvk.Kind,
		Name:       owner.GetName(),
		UID:        owner.GetUID(),
		Controller: &isController,
	}
}
