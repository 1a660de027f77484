// The search field and its results. The scripts of the index are loaded as a
// query needs them, which works from a disk as well.
(function () {
  "use strict";
  var form = document.querySelector("form.search");
  var script = document.currentScript;
  if (!form || !script) return;
  var input = form.querySelector("input");
  var root = document.documentElement.dataset.root;
  // The frame of a page speaks the language of the page.
  var chinese = /^zh/.test(document.documentElement.lang);
  function say(english, other) { return chinese ? other : english; }
  var index = null, shards = {}, asked = {}, panel = null, at = -1;

  window.kdocSearchIndex = function (keys) {
    index = {};
    keys.split("\n").forEach(function (k) { index[k] = true; });
    show();
  };
  window.kdocSearchShard = function (key, data) {
    shards[key] = kdocSearch.unpack(data);
    show();
  };

  function load(src) {
    if (asked[src]) return;
    asked[src] = true;
    var s = document.createElement("script");
    s.src = src;
    s.onerror = function () { delete asked[src]; };
    document.head.appendChild(s);
  }

  function has(key) { return index.hasOwnProperty(key); }
  function file(key) {
    var hex = Array.from(new TextEncoder().encode(key), function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join("");
    return script.dataset.index.replace(/-index\.js$/, "/" + hex + ".js");
  }

  // fetched loads scripts and returns the entries of those that are there.
  function fetched(keys) {
    var entries = [], missing = false;
    keys.forEach(function (k) {
      if (shards[k]) { entries = entries.concat(shards[k]); return; }
      missing = true;
      load(file(k));
    });
    return { entries: entries, missing: missing };
  }

  function find(text) {
    var q = kdocSearch.parse(text), keys = kdocSearch.keys(q, has), got = fetched(keys);
    var hits = kdocSearch.find(q, got.entries);
    if (!got.missing && kdocSearch.weak(hits)) {
      got = fetched(keys.concat(kdocSearch.more(q, has).filter(function (k) { return keys.indexOf(k) < 0; })));
      hits = kdocSearch.find(q, got.entries, true);
    }
    hits.missing = got.missing;
    return hits;
  }

  function show() {
    var text = input.value.trim();
    close();
    if (!text) return;
    load(script.dataset.index);
    var hits = index ? find(text) : [];
    if (!index) hits.missing = true;
    panel = document.createElement("div");
    panel.className = "results";
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", say("Search results", "搜索结果"));
    var list = document.createElement("ul");
    hits.slice(0, 40).forEach(function (h) { list.appendChild(result(h.entry)); });
    if (hits.length) panel.appendChild(list);
    if (!hits.length && hits.missing) panel.appendChild(line(say("Loading the index …", "正在载入索引……")));
    else if (!hits.length) panel.appendChild(line(say("Nothing is called that.", "没有这个名称。")));
    if (hits.length > 40) panel.appendChild(line(say(hits.length - 40 + " more; type on to narrow it down, or use kind: flag: func: field: gate: in:", "还有 " + (hits.length - 40) + " 个结果，请继续输入以缩小范围")));
    form.appendChild(panel);
  }

  function line(text) {
    var p = document.createElement("p");
    p.textContent = text;
    return p;
  }

  function result(e) {
    var item = document.createElement("li"), a = document.createElement("a"), code = document.createElement("code"), small = document.createElement("small");
    a.href = root + e.path.split("/").map(encodeURIComponent).join("/") + ".html" + (e.anchor ? "#" + encodeURIComponent(e.anchor) : "");
    code.textContent = e.name;
    var word = kdocSearch.words[e.kind], han = word.search(/ [\u4e00-\u9fff]/);
    if (han > 0) word = chinese ? word.slice(han + 1) : word.slice(0, han);
    var rest = [e.anchor && e.title !== e.name ? e.title : "", e.about].filter(Boolean).join(" · ");
    small.textContent = word + (rest ? ": " + rest : "");
    a.append(code, small);
    item.append(a);
    return item;
  }

  function close() {
    if (panel) panel.remove();
    panel = null;
    at = -1;
  }

  function move(by) {
    var links = panel ? panel.querySelectorAll("a") : [];
    if (!links.length) return;
    at = (at + by + links.length) % links.length;
    links[at].focus();
  }

  input.addEventListener("focus", function () { load(script.dataset.index); });
  input.addEventListener("input", show);
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    var first = panel && panel.querySelector("a");
    if (first) first.click();
  });
  form.addEventListener("keydown", function (e) {
    if (e.key === "ArrowDown") { e.preventDefault(); move(1); }
    if (e.key === "ArrowUp") { e.preventDefault(); move(-1); }
    if (e.key === "Escape") { close(); input.focus(); }
    // A letter typed while a result has the focus belongs to the query.
    if (e.target !== input && e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      input.focus();
      input.value += e.key;
      show();
    }
  });
  document.addEventListener("click", function (e) { if (!form.contains(e.target)) close(); });
  form.hidden = false;
})();
