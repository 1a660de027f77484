package eval

// The user that programs see is the one the environment names; there are no
// others.

const userID = "1000"

func userNatives() map[string]native {
	none := func(typeName string) native {
		return func(c *call, a []Value) Value {
			name, ok := a[0].(string)
			if !ok {
				return c.in.join(a[0])
			}
			return tuple{nil, c.in.named("os/user", typeName, name)}
		}
	}
	lookup := func(self func(*Interp) string, typeName string) native {
		return func(c *call, a []Value) Value {
			name, ok := a[0].(string)
			if !ok {
				return c.in.join(a[0])
			}
			if name == self(c.in) {
				return tuple{c.currentUser(), nil}
			}
			return none(typeName)(c, a)
		}
	}
	return map[string]native{
		"os/user.Current": func(c *call, _ []Value) Value { return tuple{c.currentUser(), nil} },
		"os/user.Lookup":  lookup((*Interp).userName, "UnknownUserError"),
		"os/user.LookupId": func(c *call, a []Value) Value {
			if a[0] == userID {
				return tuple{c.currentUser(), nil}
			}
			return unmodelled(c, a)
		},
		"os/user.LookupGroup":   none("UnknownGroupError"),
		"os/user.LookupGroupId": none("UnknownGroupIdError"),
	}
}

func (in *Interp) userName() string {
	if name := in.env["USER"]; name != "" {
		return name
	}
	return "username"
}

// currentUser makes the *user.User that a function returns.
func (c *call) currentUser() Value {
	u, ok := newOf(c).(*Struct)
	if !ok {
		return c.in.unknown(c.pos, "the user is not modelled for this toolchain")
	}
	for name, v := range map[string]string{"Uid": userID, "Gid": userID, "Username": c.in.userName(), "HomeDir": c.in.homeDir()} {
		setField(u, name, v)
	}
	return u
}
