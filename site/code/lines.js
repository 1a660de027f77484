// Ranges of lines on pages of source: #L10-L20 marks them, and a click on a
// number with the shift key held down makes one. Single lines need no script.
(() => {
	"use strict";
	if (!document.querySelector(".src")) return;
	const line = n => document.getElementById("L" + n);
	function show() {
		for (const old of document.querySelectorAll(".src .on")) old.classList.remove("on");
		const m = /^#L(\d+)-L?(\d+)$/.exec(location.hash);
		if (!m) return;
		const from = Math.min(m[1], m[2]), to = Math.min(Math.max(m[1], m[2]), from + 20000);
		for (let n = from; n <= to; n++) line(n)?.classList.add("on");
		line(from)?.closest("details")?.setAttribute("open", "");
		line(from)?.scrollIntoView({ block: "center" });
	}
	document.addEventListener("click", e => {
		const to = e.shiftKey && e.target.closest?.(".src [tabindex='-1']"), m = /^#L(\d+)/.exec(location.hash);
		if (!to || !m) return;
		e.preventDefault();
		location.hash = m[0] + "-" + to.id;
	});
	addEventListener("hashchange", show);
	show();
})();
