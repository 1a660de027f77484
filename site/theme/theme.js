// Runs before the page is painted, so a chosen theme does not flash.
try {
  var chosen = localStorage.getItem("kdoc-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch (e) { /* storage may be off; the system's setting stands */ }
