package gates

import "strings"

func setOf(words string, key func(string) string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[key(w)] = true
	}
	return out
}

// effects are what software does to the world. Nobody may say that it does who
// has no card with the word.
var effects = setOf(`delete remove evict kill terminate destroy restart retry reschedule block panic crash fail abort stop cancel drain taint
schedule validate verify encrypt decrypt authenticate authorize sign protect prevent clean purge drop discard overwrite reset reload rebalance scale
replace roll migrate upgrade throttle limit cache persist notify expire renew elect watch listen poll resync reconcile requeue wait sleep sync
log emit publish deprecate remove obsolete vulnerable experiment insecure download upload install execute inject leak race deadlock recover
garbage collect mark label annotate patch update create approve reject admit deny mount attach detach bind unbind monitor probe ping connect
disconnect dial serve forward proxy route encode decode serialize parse compile format shutdown exit pause resume suspend hibernate reboot
backdoor exploit hack compromise steal exfiltrate disable enable toggle loop iterate recurse`, stem)

// plainWords explain and add nothing: the words of grammar, of programs, and of
// going from one thing to the next.
var plainWords = setOf(`a an the this that these those it its itself they them their there here who whose which what where when while whereas how why
and or but so as if of in on at to from by for with within into onto out up down over under between among through throughout via per upon across
about along around toward towards behind beneath above below beside besides next to than then too also both either each other another such same own
is are was were be been being am do does did doing done has have had having can could may might shall should will would
some several many few more most much less least one ones two three first second third last further additional extra single main central key core
however therefore thus hence because since although though whether once twice again further moreover furthermore similarly likewise accordingly
namely respectively together separately individually directly indirectly itself themselves simply just mainly mostly usually typically
program package function method type struct interface field constant variable value argument parameter option setting flag default name key string
integer number boolean pointer slice map channel closure callback handler goroutine branch condition case call caller callee receiver result
constructor entry point code source file directory module library import comment documentation doc help text line definition declaration signature
component controller worker manager client server object item element entry list set queue event informer lister lock mutex work process processing
processes run runs running start startup begin operation step stage phase part piece side task job role purpose responsibility behavior behaviour
way means manner form kind sort style shape structure layout design pattern mechanism logic flow path chain sequence order list group collection
state status data information detail property attribute member component unit instance copy reference handle counterpart companion helper wrapper
go golang binary command
act acts serve serves work works come comes goes going go get gets let lets leave leaves need needs want wants allow allows enable
provide provides give gives given keep keeps bring brings make makes turn turns become becomes remain remains stay stays happen happens
show shows tell tells say says state mean means describe describes represent represents denote denotes define defines
include includes contain contains comprise comprises involve involves concern concerns belong belongs relate relates correspond corresponds
associate associates associated connect group combine combines wrap wraps back backs support supports carry carries track tracks
obtain obtains acquire acquires supply supplies deliver delivers arrive arrives reach reaches enter enters leave lead leads point points
arrange arranges prepare prepares set sets setup assemble assembles wire wires wired build builds initialize initializes initialise initialises
accept accepts expect expects depend depends rely relies base bases based build on top
begin begins end ends finish finishes complete continue continues proceed proceeds follow follows
available current currently given new existing initial underlying internal external local global exported unexported public private shared common
different separate various certain particular specific corresponding respective relevant related dedicated own concrete generic abstract
called named known stored held kept used passed handed registered returned created made built started
inside outside background foreground parallel concurrent concurrently asynchronous asynchronously
time times moment point while during whenever
thing things something anything purpose turn hand response event events reason basis
reader overview summary section below above following
depending according based rather instead thereby whereby
dispatch dispatches drive drives driven feed feeds fed route delegates hands responsible
produces yields exposes expose offers offer declares
lives live sits sit resides located spread
small large short long simple plain little
not no none without analysed platform embedded constraint tag gate feature build
before after next finally later lastly subsequently afterwards afterward following followed follows first until earlier previous
only solely sole alone exclusively always never every all any
nanosecond microsecond millisecond second minute hour percent duration period interval timeout length size count number amount rate threshold
example instance center centre heart core middle top bottom largest smallest biggest often mostly plus beyond outside
initialization initialisation startup setup settings change changes repeat repeats share shares resembles mirrors
metric counter gauge histogram label help descriptor route endpoint request response server address port
variable variables value values type types kind kinds number numbers string strings
ready own aside apart addition along
implementation implementations counterpart configuration configure configures configurable tune tunes governed governs controls controlled control
additionally collectively jointly internally composed consisting comprising accompanied alongside including
satisfy satisfies demanded demands requires required require
lookup lookups look looks inspect inspects consult consults read reads write writes
`, func(w string) string { return base(w) })
