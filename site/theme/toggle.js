// The button that switches between light and dark.
(function () {
  "use strict";
  var button = document.querySelector("button.theme");
  if (!button) return;
  var root = document.documentElement;
  var system = matchMedia("(prefers-color-scheme: dark)");
  function dark() { return root.dataset.theme ? root.dataset.theme === "dark" : system.matches; }
  function show() { button.setAttribute("aria-pressed", String(dark())); }
  button.addEventListener("click", function () {
    var next = dark() ? "light" : "dark";
    // A choice that agrees with the system is no choice: follow it from then on.
    var follows = (next === "dark") === system.matches;
    if (follows) delete root.dataset.theme; else root.dataset.theme = next;
    try {
      if (follows) localStorage.removeItem("kdoc-theme"); else localStorage.setItem("kdoc-theme", next);
    } catch (e) { /* lasts for this page only */ }
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
})();
