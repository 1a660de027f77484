package runtime

// SchemeBuilder collects registrations, so that an API package can be described
// in several files and added to a scheme in one call.
type SchemeBuilder []func(*Scheme) error

// NewSchemeBuilder starts a builder with the given registrations.
func NewSchemeBuilder(funcs ...func(*Scheme) error) SchemeBuilder {
	return SchemeBuilder(funcs)
}

// Register adds registrations that run after those already there.
func (b *SchemeBuilder) Register(funcs ...func(*Scheme) error) {
	*b = append(*b, funcs...)
}

// AddToScheme applies every registration and stops at the first failure.
func (b *SchemeBuilder) AddToScheme(s *Scheme) error {
	for _, register := range *b {
		if err := register(s); err != nil {
			return err
		}
	}
	return nil
}
