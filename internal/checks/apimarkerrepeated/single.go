package apimarkerrepeated

// The markers of which a declaration can have one, by their prefixes.
var singles = map[string]string{
	"":                              "default enum listType mapType structType patchStrategy patchMergeKey unionDiscriminator groupName",
	"kubebuilder:":                  "default title deprecatedversion storageversion unservedversion skipversion object:root object:generate subresource:status subresource:scale",
	"kubebuilder:validation:":       "Enum Minimum Maximum ExclusiveMinimum ExclusiveMaximum MultipleOf MinLength MaxLength Pattern MinItems MaxItems UniqueItems MinProperties MaxProperties Format Type",
	"kubebuilder:validation:items:": "Enum Minimum Maximum ExclusiveMinimum ExclusiveMaximum MultipleOf MinLength MaxLength Pattern MinItems MaxItems UniqueItems Format Type",
	"k8s:":                          "default enum format minLength maxLength maxBytes minItems maxItems minProperties maxProperties minimum maximum listType unique openapi-gen defaulter-gen register-gen prerelease-lifecycle-gen",
	"k8s:prerelease-lifecycle-gen:": "introduced deprecated removed replacement",
}
