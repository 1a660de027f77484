package gates

import (
	"regexp"
	"strings"
	"sync"

	ev "github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// english is made when it is first needed: there is much to compile.
var english = sync.OnceValue(func() language {
	l := language{
		tag: "en", longest: 420, stops: ".",
		verbs:       map[string][]string{},
		joints:      map[string][]string{},
		attribution: regexp.MustCompile(`\b(?:comments?|help text|documentation)\b[^.]*\b(?:says?|said|stat(?:es|ed)|describ(?:es|ed)|notes?|noted|explains?|calls?|claims?|warns?|reads?|promises?|adds?)\b|\b(?:according to|as|in|per) (?:its|the|a|their)(?: own)?(?: doc| source)? (?:comments?|help text|documentation)\b|\bis documented (?:as|to)\b|\bcommented\b`),
		qualifiers:  regexp.MustCompile(`\b(?:may|might|can|could|some|sometimes|if|when|where|whenever|unless|otherwise|branch(?:es)?|conditions?|conditional(?:ly)?|depending|cases?|possibly|optionally|function (?:it|literal|kept|passed|handed|of)|callbacks?|closures?|anonymous|certain|either|or)\b`),
		condition:   regexp.MustCompile(`\b(?:when|whenever|if|unless|once|as soon as|while|because|since|whether|in case|provided|given that)\b[^,;]*$`),
		sometimes:   regexp.MustCompile(`\b(?:if|when|where|as) (?:it is |they are )?(?:needed|necessary|required|appropriate|desired|possible|applicable)\b|\b(?:optionally|occasionally|sometimes|conditionally|unless)\b`),
		vague:       regexp.MustCompile(`\b(?:an?|one|some|several|few|many) (?:(?:nano|micro|milli)?second|minute|hour|day|week|month|year)s?\b|\b(?:more|less|too|very|so) (?:often|late|early|much|many|few|long|little)\b|\b(?:more|less) than\b|\bmany times\b|\bagain and again\b|\bsome(?:thing|one|where) else\b|\bshould\b|\bon behalf\b`),
		aside:       regexp.MustCompile(`\b(?:goroutines?|concurrent(?:ly)?|in (?:the )?background|parallel|asynchronous(?:ly)?)\b`),
		exclusive:   regexp.MustCompile(`\b(?:only|solely|sole|alone|exclusively|nothing but|merely|unique(?:ly)?|nowhere else|no one else|nobody else|nothing else|no other)\b`),
		absent:      regexp.MustCompile(`\b(?:no|not|none|without|lacks?|lacking|neither|nor|cannot|[a-z]+n['’]t|missing|absent|absence|outside|fails?|failed|failing|hardly|barely|scarcely|rarely|seldom|refus(?:es?|ed|ing|als?)|declin(?:es?|ed|ing)|avoid(?:s|ed|ing)?|skip(?:s|ped|ping)?|omit(?:s|ted|ting)?|neglect(?:s|ed|ing)?|forgets?|forb(?:ids?|idden)|unable|far from|free of|except|instead|rather|unlike|un(?:supported|used|set|bounded|conditional|conditionally))\b`),
		general:     regexp.MustCompile(`\b(?:never|always|every|everything|everywhere|everyone|all|any|anything|anywhere|entire(?:ly)?|whole|wholly|complete(?:ly)?|fully|must|guarantees?|guaranteed|ensures?|ensured|ensuring|prevents?|forever|permanent(?:ly)?|immediate(?:ly)?|exactly|at (?:most|least)|no longer|anymore|still|safe(?:ly)?|secure(?:ly)?|nothing|nobody|impossible|invariably|strictly)\b`),
		addressed:   regexp.MustCompile(`\b(?:you|your|yours|please|we|our|us|i|me|my|ignore|disregard|instructions?|prompts?|assistants?|language model|as an ai|click|visit|download|install the|see also|note that|todo|system message|attention|reader|dear)\b`),
		sequence: []marker{
			{regexp.MustCompile(`\b(?:before|prior to|ahead of|preced(?:es|ing|e))\b`), beforeOrder},
			{regexp.MustCompile(`\b(?:afterwards?|then|next|subsequently|finally|lastly|later|thereafter|followed by|eventually|last)\b`), thenOrder},
			{regexp.MustCompile(`\b(?:after|following|follows|once|as soon as)\b`), afterOrder},
			{regexp.MustCompile(`\b(?:first|firstly|initially|begins?|beginning|originally)\b`), firstOrder},
			{regexp.MustCompile(`\b(?:in (?:this|that|the given|the listed|the stated|succession|sequence)(?: order)?|one after the other|successively|in order(?:[^a-z ]| ?$)|consecutively|respectively)\b|\bin order[.,;]`), listOrder},
			{regexp.MustCompile(`\b(?:until|till|earlier|previous(?:ly)?|simultaneously|at the same time|meanwhile|already|periodically|repeatedly)\b`), noOrder},
		},
	}
	for rel, words := range englishVerbs {
		for w := range strings.FieldsSeq(words) {
			b := base(w)
			l.verbs[b] = append(l.verbs[b], rel)
		}
	}
	for rel, words := range englishJoints {
		l.joints[rel] = strings.Fields(words)
	}
	return l
})

// englishVerbs are the verbs that may tell a relation.
var englishVerbs = map[string]string{
	ev.Calls:         "call invoke run execute consult delegate use lead turn rely wrap",
	ev.MayCall:       "call invoke run execute consult delegate use lead turn rely wrap",
	ev.GoCalls:       "call invoke run execute start launch spawn hand pass give",
	ev.Starts:        "start launch spawn run",
	ev.Hands:         "hand pass give supply",
	ev.HandsTo:       "hand pass give supply",
	ev.Registers:     "register subscribe list install enter record add",
	ev.Under:         "register list install enter record add run call",
	ev.RegistersWith: "register subscribe install add",
	ev.Runs:          "run call invoke execute trigger lead handle",
	ev.Returns:       "return give",
	ev.Keeps:         "keep store save remember hold",
	ev.KeptIn:        "keep store save remember hold",
	ev.Defers:        "run call defer return execute invoke end",
	ev.Reads:         "read consult look inspect use check",
	ev.Sets:          "set assign write fill initialise initialize update populate record configure control store keep",
	ev.Sends:         "send push put write",
	ev.Receives:      "receive take read",
	ev.Closes:        "close",
	ev.PutsInto:      "put add enqueue push queue place insert feed",
	ev.TakesFrom:     "take get fetch pull draw dequeue pop remove read",
	ev.Makes:         "make build create construct produce allocate instantiate return",
	ev.Uses:          "use refer mention rely read consult call",
	ev.Asks:          "ask check query consult test examine depend",
	ev.Locks:         "lock acquire hold guard take use",
	ev.Implements:    "implement satisfy fulfil fulfill",
	ev.Requires:      "require demand declare define list ask comprise consist have contain",
	ev.Embeds:        "embed inline include build",
	ev.Has:           "have hold contain include carry comprise consist own keep store declare define combine wrap pair",
	ev.Is:            "hold keep store contain set have",
	ev.In:            "lie live reside sit locate belong find",
	ev.Gets:          "get receive take accept give pass hand supply fill provide",
	ev.Defaults:      "default",
	ev.Declares:      "declare define provide add offer",
	ev.Built:         "build compile constrain require include carry",
	ev.LeadsTo:       "lead call start run reach hand pass use",
	ev.Imports:       "import include",
	ev.OnlyIn:        "call start hand pass run invoke use",
	ev.Lacks:         "have declare carry contain embed build use",
}

// englishJoints are the other words that tell a relation.
var englishJoints = map[string]string{
	ev.Is:            "is are a an as of type kind value being equals has was were means",
	ev.In:            "in under from inside within at of",
	ev.Under:         "under as for by on with key name",
	ev.Has:           "with of field fields method methods its 's has whose",
	ev.Gets:          "as for with from is are to",
	ev.Defaults:      "default defaults is of to value",
	ev.Built:         "built under constraint for with",
	ev.KeptIn:        "in under into field",
	ev.HandsTo:       "to through via",
	ev.Hands:         "to through via",
	ev.RegistersWith: "with on to through via",
	ev.Runs:          "on runs as",
	ev.Defers:        "when deferred return returns exit",
	ev.Calls:         "via through by caller callers",
	ev.GoCalls:       "via through by",
	ev.Makes:         "of for constructor constructors",
	ev.Returns:       "returns",
	ev.Lacks:         "no without not lacks",
	ev.OnlyIn:        "only caller sole",
	ev.Implements:    "implementer implementers implementation implementations of",
	ev.Starts:        "via through by",
	ev.Requires:      "of method methods with",
	ev.Embeds:        "embedded of",
}
