package reference

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/ext"
)

// celEnv has the functions that API servers and the language share. Those that
// only a server has are not there: rules with them are not judged.
func newCELEnv() *cel.Env {
	env, err := cel.NewEnv(
		cel.Variable("self", cel.DynType), cel.Variable("oldSelf", cel.DynType),
		cel.OptionalTypes(), ext.Strings(), ext.Sets(), ext.TwoVarComprehensions(),
	)
	if err != nil {
		return nil // never: the options are fixed
	}
	return env
}

// broken reports whether a value breaks a rule. A rule that compares with an older
// value, uses what is not known here or asks too much breaks nothing.
func (v *validator) broken(rule string, self any) bool {
	if strings.Contains(rule, "oldSelf") {
		return false
	}
	if v.cel == nil {
		if v.cel = newCELEnv(); v.cel == nil {
			return false
		}
	}
	ast, issues := v.cel.Parse(rule)
	if issues.Err() != nil {
		return false
	}
	program, err := v.cel.Program(ast, cel.CostLimit(celCost))
	if err != nil {
		return false
	}
	out, _, err := program.Eval(map[string]any{"self": integers(self), "oldSelf": nil})
	return err == nil && out == types.False
}

// celCost bounds what one rule may cost, in cel-go's units.
const celCost = 1_000_000

// integers turns the unsigned numbers that YAML decodes to into those that rules
// compare with.
func integers(v any) any {
	switch v := v.(type) {
	case uint64:
		return int64(v)
	case int:
		return int64(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = integers(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = integers(x)
		}
		return out
	}
	return v
}
