package summarize

import "path"

func base(dir, importPath string) string {
	if dir == "." {
		return path.Base(importPath)
	}
	return path.Base(dir)
}

// English returns the English catalogue.
func English() *Language {
	return &Language{Tag: "en", comma: ", ", and: " and ", open: "“", close: "”", templates: map[string]string{
		"title.program":  "How {0} works",
		"title.package":  "How package {0} works",
		"title.type":     "How {0} works",
		"title.function": "What {0} does",
		"title.file":     "What {0} holds",

		"section.what":       "What it is",
		"section.starts":     "How it starts",
		"section.made":       "How it is made",
		"section.holds":      "What it holds",
		"section.watches":    "What it watches",
		"section.does":       "What it does",
		"section.serves":     "What it serves",
		"section.measures":   "What it measures",
		"section.interfaces": "Interfaces and who implements them",
		"section.configures": "Configuration",
		"section.variants":   "Variants by platform",
		"section.next":       "Where to read next",
		"section.rest":       "And also",
		"section.flow":       "Call flow",

		"flow.says.call": "{1} calls {0}.", "flow.says.go": "{1} starts {0}.", "flow.says.callback": "{1} hands on {0}.", "flow.says.handler": "{1} registers {0}, which others run later.",
		"flow.go": "starts", "flow.callback": "hands on", "flow.handler": "registers",

		"page.index": "Walkthroughs", "page.programs": "Programs", "page.others": "Programs for tests, tools and examples", "page.packages": "Packages", "page.program": "Program", "page.package": "Package",
		"page.about": "How programs and packages of this tree work: where they start, what they are built from, what they watch and what each function does. Every sentence names the place in the source it was read from.",

		"head.parameter": "Parameter", "head.argument": "Argument", "head.field": "Field", "head.type": "Type",
		"head.comment": "What the comment says", "head.flag": "Flag", "head.default": "Default", "head.usage": "Help text",
		"head.path": "Path", "head.handler": "Handler", "head.by": "Set up by", "head.metric": "Metric", "head.kept": "Kept in", "head.help": "Help text",
		"head.gate": "Feature gate", "head.stage": "Stage", "head.readers": "Read by",
		"head.name": "Name", "head.value": "Value", "head.source": "Source",

		"what.package":      "Package {1} ({2}) is one file in {3}.|Package {1} ({2}) is {0} files in {3}.",
		"what.program":      "This program ({2}) starts in {3}.",
		"what.function":     "{0} is a function of the package.",
		"what.struct":       "{0} is a struct with {1:field|fields} and {2:method|methods}.",
		"what.interface":    "{0} is an interface with {1:method|methods} of its own.",
		"what.type":         "{0} is a type: {1}.",
		"what.package.root": "Package {1} ({2}) is one file in the root of the tree.|Package {1} ({2}) is {0} files in the root of the tree.",
		"what.program.root": "This program ({2}) starts in the root of the tree.",
		"what.beside":       "It leaves most of its work to the package {0}, which is read together with it.|It leaves most of its work to the packages {0}, which are read together with it.",
		"what.below":        "Read together with it: the package {0} below it.|Read together with it: the packages {0} below it.",
		"comment":           "The comment says: {0}",
		"called":            "{0} leads to {1}.|{0} lead to {1}.",
		"implements":        "{1} implements {0}.",
		"deprecated":        "{0} is deprecated; the comment says: {1}",

		"start.registers": "{0} registers {1} under {2}.",
		"start.calls":     "{0} calls {1}.",
		"start.mentions":  "{0} refers to {1}.",
		"start.passes":    "{0} passes to {1}:",
		"start.blank":     "{0} imports the package only for what its init functions do.",
		"start.makes":     "{0} makes {1}.|{0} make {1}.",
		"start.exports":   "Others also call {0}.",

		"holds.all":  "{1} has one field:|{1} has {0} fields:",
		"holds.some": "{1} has {0} fields; those that matter here are:",

		"brief.functions": "Small helpers: {0}.",
		"brief.methods":   "{1} also has {0}, which does little by itself.|{1} also has {0}, which do little by themselves.",

		"calls":                   "It calls {0}.|It calls, in this order, {0}.",
		"calls.cond":              "In some cases it calls {0}.",
		"calls.lit":               "In its function {2}, it calls {0}.",
		"calls.made":              "In a function it makes, it calls {0}.",
		"calls.lit.self":          "In its function {2}, {1} calls {0}.",
		"calls.made.self":         "In a function it makes, {1} calls {0}.",
		"calls.via":               "In a function handed to {2}, it calls {0}.",
		"calls.go":                "On a goroutine of its own, it calls {0}.",
		"calls.kept":              "It calls the function kept in {0}.|It calls the functions kept in {0}.",
		"calls.foreign":           "From other packages it calls {0}.",
		"calls.foreign.cond":      "In some cases it calls, from other packages, {0}.",
		"calls.foreign.cond.self": "In some cases {1} calls, from other packages, {0}.",
		"defers.cond":             "When it returns, {0} may run.",
		"defers.cond.self":        "When {1} returns, {0} may run.",
		"starts.go":               "It starts {0} on a goroutine of its own.|It starts {0} on goroutines of their own.",
		"starts.times":            "It starts {0} on as many goroutines as {2} says.",
		"defers":                  "When it returns, {0} runs.|When it returns, {0} run.",
		"hands":                   "It hands {0} to {2}.",
		"hands.go":                "On a goroutine of its own, it hands {0} to {2}.|On goroutines of their own, it hands {0} to {2}.",
		"hands.guard":             "It hands {0} to {2}, and goes on only if that says yes.",
		"hands.times":             "It hands {0} to {2}, on as many goroutines as {3} says.",
		"returns":                 "It returns {0} for others to run.",
		"stores":                  "It keeps {0} in {2}.",
		"locks":                   "It takes the lock {0}.|It takes the locks {0}.",

		"calls.self":         "{1} calls {0}.|{1} calls, in this order, {0}.",
		"calls.cond.self":    "In some cases {1} calls {0}.",
		"calls.via.self":     "In a function handed to {2}, {1} calls {0}.",
		"calls.go.self":      "On a goroutine of its own, {1} calls {0}.",
		"calls.kept.self":    "{1} calls the function kept in {0}.|{1} calls the functions kept in {0}.",
		"calls.foreign.self": "From other packages {1} calls {0}.",
		"starts.go.self":     "{1} starts {0} on a goroutine of its own.|{1} starts {0} on goroutines of their own.",
		"starts.times.self":  "{1} starts {0} on as many goroutines as {2} says.",
		"defers.self":        "When {1} returns, {0} runs.|When {1} returns, {0} run.",
		"hands.self":         "{1} hands {0} to {2}.",
		"hands.go.self":      "On a goroutine of its own, {1} hands {0} to {2}.|On goroutines of their own, {1} hands {0} to {2}.",
		"hands.guard.self":   "{1} hands {0} to {2}, and goes on only if that says yes.",
		"hands.times.self":   "{1} hands {0} to {2}, on as many goroutines as {3} says.",
		"returns.self":       "{1} returns {0} for others to run.",
		"stores.self":        "{1} keeps {0} in {2}.",
		"gates.self":         "{1} checks the feature gate {0}.|{1} checks the feature gates {0}.",

		"run.go":         "{0} starts it on a goroutine of its own.",
		"run.via":        "{0} hands it to {1}.",
		"run.via.go":     "{0} hands it to {1} on a goroutine of its own.",
		"run.registered": "{0} registers it as {1}.",
		"run.named":      "{0} hands it to {1} under the name {2}.",
		"run.handler":    "{0} registers it with {1} as {2}.",
		"writes":         "It sets {0}.",
		"reads":          "It reads {0}.",
		"sends":          "It sends to {0}.",
		"receives":       "It receives from {0}.",
		"closes":         "It closes {0}.",
		"makes.with":     "It makes a value of type {2} and sets its field {0}.|It makes a value of type {2} and sets its fields {0}.",
		"makes":          "It makes a value of type {0}.|It makes values of the types {0}.",
		"uses":           "It uses {0}.",
		"gates":          "It checks the feature gate {0}.|It checks the feature gates {0}.",

		"watch.informers": "{1} is given the informer {0}.|{1} is given the informers {0}.",
		"watch.informer":  "{1} gets the informer {0} from {2}.",
		"watch.kind":      "{1} gives {2} an empty value of {0}: that is the kind it is about.|{1} gives {2} empty values of {0}: those are the kinds it is about.",
		"watch.handler":   "{1} registers with {2}: {0} runs {3}.|{1} registers with {2}: {0} each run {3}.",
		"watch.funcs":     "{1} makes a value of type {2} in which {0} runs {3}.|{1} makes a value of type {2} in which {0} each run {3}.",
		"run.funcs":       "{0} makes it {2} of a value of type {1}.",
		"watch.named":     "{1} hands {3} to {2} under the name {0}.",
		"watch.queue.in":  "{0} puts items into {1}.|{0} put items into {1}.",
		"watch.queue.out": "{0} takes items out of {1}.|{0} take items out of {1}.",

		"interface.methods": "{1} requires the method {0}.|{1} requires the methods {0}.",
		"interface.by":      "{0} implements {1}.|{0} implement {1}.",
		"embeds":            "{1} embeds {0}.",

		"conf.flags": "One flag sets its configuration:|{0} flags set its configuration:", "conf.flags.own": "It declares one flag itself:|It declares {0} flags itself:",
		"conf.setter":      "The default of {0} is set in {1}.|The defaults of {0} are set in {1}.",
		"conf.group":       "{1} declares the flag {0}.|{1} declares the flags {0}.",
		"conf.gates":       "It reads one feature gate:|It reads {0} feature gates:",
		"serves.paths":     "It sets up a handler for one path:|It sets up handlers for {0} paths:",
		"measures.metrics": "It makes one metric:|It makes {0} metrics:",
		"conf.values":      "One value of the package matters here:|{0} values of the package matter here:",
		"variable":         "variable",

		"variant.in":       "{0} is built under the constraint {1}, which the analysed platform meets.",
		"variant.out":      "{0} is built under the constraint {1}, which the analysed platform does not meet.",
		"variant.declares": "{1} declares {0}.",
		"variant.name":     "in its name",

		"next.typical": "A typical use of {3} is {1} in {2}, which calls {0}.",
		"next.user":    "{1} of {2} uses {0}.",
		"next.users":   "In all, {0} packages of the tree use it.",

		"missing": "{0} could not be found on this machine, so what comes from there is named but not looked into.|{1} imported packages could not be found on this machine, among them {0}; what comes from there is named but not looked into.",
	}}
}
