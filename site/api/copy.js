// A button that copies the sample, for readers whose browser lets it.
(() => {
	"use strict";
	const sample = document.querySelector(".api #sample pre");
	if (!sample || !navigator.clipboard) return;
	const button = document.createElement("button");
	button.type = "button";
	button.className = "copy";
	button.textContent = "Copy";
	button.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(sample.textContent);
			button.textContent = "Copied";
		} catch {
			button.textContent = "Not allowed";
		}
		setTimeout(() => { button.textContent = "Copy"; }, 2000);
	});
	sample.before(button);
})();
