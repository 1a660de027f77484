// Package suite lists the checks kdoc ships.
package suite

import (
	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apicontradiction"
	"github.com/kdoc-dev/kdoc/internal/checks/apidoccopied"
	"github.com/kdoc-dev/kdoc/internal/checks/apidocstart"
	"github.com/kdoc-dev/kdoc/internal/checks/apidocswallowed"
	"github.com/kdoc-dev/kdoc/internal/checks/apidoctrailing"
	"github.com/kdoc-dev/kdoc/internal/checks/apidocviews"
	"github.com/kdoc-dev/kdoc/internal/checks/apiduration"
	"github.com/kdoc-dev/kdoc/internal/checks/apiembedded"
	"github.com/kdoc-dev/kdoc/internal/checks/apienumdoc"
	"github.com/kdoc-dev/kdoc/internal/checks/apifielddoc"
	"github.com/kdoc-dev/kdoc/internal/checks/apifloat"
	"github.com/kdoc-dev/kdoc/internal/checks/apiintwidth"
	"github.com/kdoc-dev/kdoc/internal/checks/apijsoncamel"
	"github.com/kdoc-dev/kdoc/internal/checks/apijsonduplicate"
	"github.com/kdoc-dev/kdoc/internal/checks/apijsonmatch"
	"github.com/kdoc-dev/kdoc/internal/checks/apilisttype"
	"github.com/kdoc-dev/kdoc/internal/checks/apinameis"
	"github.com/kdoc-dev/kdoc/internal/checks/apinamephase"
	"github.com/kdoc-dev/kdoc/internal/checks/apinamereference"
	"github.com/kdoc-dev/kdoc/internal/checks/apinametimestamp"
	"github.com/kdoc-dev/kdoc/internal/checks/apinameunit"
	"github.com/kdoc-dev/kdoc/internal/checks/apiomitempty"
	"github.com/kdoc-dev/kdoc/internal/checks/apipackagedoc"
	"github.com/kdoc-dev/kdoc/internal/checks/apirequiredness"
	"github.com/kdoc-dev/kdoc/internal/checks/apisiblingcase"
	"github.com/kdoc-dev/kdoc/internal/checks/apitagdescription"
	"github.com/kdoc-dev/kdoc/internal/checks/apitagmissing"
	"github.com/kdoc-dev/kdoc/internal/checks/apitagoptions"
	"github.com/kdoc-dev/kdoc/internal/checks/apitagsyntax"
	"github.com/kdoc-dev/kdoc/internal/checks/apitypedoc"
	"github.com/kdoc-dev/kdoc/internal/checks/apitypeunsupported"
	"github.com/kdoc-dev/kdoc/internal/checks/apiunmarked"
	"github.com/kdoc-dev/kdoc/internal/checks/exceptionstale"
	"github.com/kdoc-dev/kdoc/internal/checks/importalias"
	"github.com/kdoc-dev/kdoc/internal/checks/importallowlist"
	"github.com/kdoc-dev/kdoc/internal/checks/importrestrictions"
	"github.com/kdoc-dev/kdoc/internal/checks/importstaging"
	"github.com/kdoc-dev/kdoc/internal/checks/moduleconflict"
	"github.com/kdoc-dev/kdoc/internal/checks/moduleunwanted"
)

// All returns every check, the driver's own first, the others by package. To
// add one, import its package above and append its Check here, one line each;
// the tests of this package tell what else a check must bring along.
func All() []*checks.Check {
	return append(checks.Builtin(),
		[]*checks.Check{
			apicontradiction.Check,
			apidoccopied.Check,
			apidocstart.Check,
			apidocswallowed.Check,
			apidoctrailing.Check,
			apidocviews.Check,
			apiduration.Check,
			apiembedded.Check,
			apienumdoc.Check,
			apifielddoc.Check,
			apifloat.Check,
			apiintwidth.Check,
			apijsoncamel.Check,
			apijsonduplicate.Check,
			apijsonmatch.Check,
			apilisttype.Check,
			apinameis.Check,
			apinamephase.Check,
			apinamereference.Check,
			apinametimestamp.Check,
			apinameunit.Check,
			apiomitempty.Check,
			apipackagedoc.Check,
			apirequiredness.Check,
			apisiblingcase.Check,
			apitagdescription.Check,
			apitagmissing.Check,
			apitagoptions.Check,
			apitagsyntax.Check,
			apitypedoc.Check,
			apitypeunsupported.Check,
			apiunmarked.Check,
			exceptionstale.Check,
			importalias.Check,
			importallowlist.Check,
			importrestrictions.Check,
			importstaging.Check,
			moduleconflict.Check,
			moduleunwanted.Check,
		}...)
}
