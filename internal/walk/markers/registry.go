package markers

import (
	"slices"
	"strings"
)

// known lists the names of the markers that the generators of Kubernetes and
// controller-tools act on, by their prefix. Prefixes that take arguments as the
// last part of the name ("+kubebuilder:printcolumn:name=…") end in ":".
var known = map[string]string{
	"": `optional required nullable default enum listType listMapKey mapType structType patchStrategy
		patchMergeKey union unionDiscriminator featureGate deprecated protobuf build genclient groupName
		groupGoName versionName resourceName readonly`,
	"genclient:": `nonNamespaced noStatus noVerbs onlyVerbs skipVerbs method readonly Namespaced`,
	"protobuf":   `.nullable .options.marshal .options.(gogoproto.goproto_stringer) .embed .as`,
	"kubebuilder:": `default example title externalDocs deprecatedversion printcolumn resource skip skipversion
		storageversion unservedversion metadata rbac webhook selectablefield scale conversion conversion:hub
		object:root object:generate pruning:PreserveUnknownFields subresource:status subresource:scale
		validation:Optional validation:Required`,
	"kubebuilder:validation:": `Enum Minimum Maximum ExclusiveMinimum ExclusiveMaximum MultipleOf MinLength MaxLength
		Pattern MinItems MaxItems UniqueItems MinProperties MaxProperties Format Type Schemaless XValidation
		EmbeddedResource XEmbeddedResource XIntOrString XPreserveUnknownFields AtLeastOneOf AtMostOneOf ExactlyOneOf
		AtLeastOneFieldSet`,
	"kubebuilder:validation:items:": `Enum Minimum Maximum ExclusiveMinimum ExclusiveMaximum MultipleOf MinLength MaxLength
		Pattern MinItems MaxItems UniqueItems MinProperties MaxProperties Format Type XValidation XIntOrString
		XEmbeddedResource XPreserveUnknownFields`,
	"k8s:": `optional required forbidden default immutable update monotonic enum enumExclude format minLength
		maxLength maxBytes minItems maxItems minProperties maxProperties minimum maximum listType listMapKey unique
		customUnique eachKey eachVal subfield item unionDiscriminator unionMember zeroOrOneOfMember
		modeDiscriminator ifMode ifEnabled ifDisabled neq dependentRequired dependentForbidden opaqueType alpha
		beta customValidation deprecated validateTrue validateFalse validateError isSubresource
		supportsSubresource declarativeValidationNative maxLengthBytes uniqueItems
		deepcopy-gen deepcopy-gen:interfaces deepcopy-gen:nonpointer-interfaces openapi-gen defaulter-gen
		defaulter-gen-input conversion-gen conversion-gen-external-types conversion-gen:explicit-from conversion-fn
		protobuf-gen protobuf-deps register-gen prerelease-lifecycle-gen
		prerelease-lifecycle-gen:introduced prerelease-lifecycle-gen:deprecated prerelease-lifecycle-gen:removed
		prerelease-lifecycle-gen:replacement openapi-model-package validation-gen validation-gen-input
		validation-gen-scheme-registry validation-gen-test-fixture validation-gen-nolint conversion-gen:conversion-fn
		openapi-gen:x-kubernetes-validations openapi-gen:x-kubernetes-preserve-unknown-fields
		validation:maxLength validation:minLength validation:pattern validation:maximum validation:minimum
		validation:maxItems validation:minItems validation:cel validation:exclusiveMaximum
		validation:exclusiveMinimum validation:multipleOf validation:uniqueItems validation:maxProperties
		validation:minProperties validation:enum validation:format`,
}

// Known returns the full names of the markers that are known, sorted.
func Known() []string {
	var names []string
	for prefix, list := range known {
		for _, n := range strings.Fields(list) {
			names = append(names, prefix+n)
		}
	}
	slices.Sort(names)
	return names
}
