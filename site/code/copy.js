// A button on each block of code that copies it, for readers whose browser lets
// it.
(() => {
	"use strict";
	if (!navigator.clipboard) return;
	const chinese = /^zh/.test(document.documentElement.lang);
	const words = chinese ? ["复制", "已复制", "不允许"] : ["Copy", "Copied", "Not allowed"];
	for (const pre of [...document.querySelectorAll("main pre:not(.src)")].slice(0, 400)) {
		const box = document.createElement("div"), button = document.createElement("button");
		box.className = "copies";
		button.type = "button";
		button.className = "copy";
		button.textContent = words[0];
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(pre.textContent);
				button.textContent = words[1];
			} catch {
				button.textContent = words[2];
			}
			setTimeout(() => { button.textContent = words[0]; }, 2000);
		});
		pre.replaceWith(box);
		box.append(pre, button);
	}
})();
