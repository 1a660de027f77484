// Search over packages, programs, commands, rules, exported names and flags. The index is a
// script of its own, loaded on first use; it works from a disk as well.
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
  var words = chinese ? { m: "模块", k: "包", b: "程序", c: "命令", w: "源码导读", r: "规则", a: "API", p: "页面" } : { m: "module", k: "package", b: "program", c: "command", w: "walkthrough", r: "rule", a: "API", p: "page" };
  var index = null, wanted = false, panel = null, at = -1;

  window.kdocSearchIndex = function (data) {
    index = data;
    index.folded = data.title.map(function (t) { return t.toLowerCase(); });
    index.list = data.names.map(function (n) { return n ? n.split(" ") : []; });
    show();
  };

  function load() {
    if (wanted) return;
    wanted = true;
    var s = document.createElement("script");
    s.src = script.dataset.index;
    s.onerror = function () { wanted = false; };
    document.head.appendChild(s);
  }

  // How well a name answers a query, 0 not at all. Whole beats start beats
  // middle, and shorter beats longer.
  function score(name, query) {
    var i = name.indexOf(query);
    if (i < 0) return 0;
    return (name === query ? 300 : i === 0 ? 200 : 100) - Math.min(name.length, 90);
  }

  function find(query) {
    var hits = [], dot = query.lastIndexOf(".");
    // "v1.Pod" asks for a name in packages that end in v1.
    var scope = dot > 0 ? query.slice(0, dot) : "", name = dot > 0 ? query.slice(dot + 1) : query;
    for (var i = 0; i < index.path.length; i++) {
      var title = index.folded[i], base = title.slice(title.lastIndexOf("/") + 1);
      var s = Math.max(score(base, query) && score(base, query) + 40, score(title, query) && 60 - Math.min(title.length, 50));
      if (index.kind[i] === "b" || index.kind[i] === "a") s = s && s + 30;
      if (s) hits.push({ score: s, page: i, name: "" });
      if (scope && title.slice(-scope.length) !== scope) continue;
      for (var j = 0; name.length > 1 && j < index.list[i].length; j++) {
        s = score(index.list[i][j].toLowerCase(), name);
        if (s) hits.push({ score: s, page: i, name: index.list[i][j] });
      }
    }
    // Ties go to the shorter path, which is the more general package.
    hits.sort(function (a, b) {
      return b.score - a.score || index.path[a.page].length - index.path[b.page].length || a.page - b.page;
    });
    return hits;
  }

  function show() {
    var query = input.value.trim().toLowerCase();
    close();
    if (!query) return;
    load();
    panel = document.createElement("div");
    panel.className = "results";
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", say("Search results", "搜索结果"));
    if (!index) {
      panel.appendChild(line(say("Loading the index …", "正在载入索引……")));
    } else {
      var hits = find(query), list = document.createElement("ul");
      hits.slice(0, 40).forEach(function (h) { list.appendChild(result(h)); });
      panel.appendChild(list);
      if (!hits.length) panel.appendChild(line(say("Nothing is called that.", "没有这个名称。")));
      if (hits.length > 40) panel.appendChild(line(say(hits.length - 40 + " more; type on to narrow it down", "还有 " + (hits.length - 40) + " 个结果，请继续输入以缩小范围")));
    }
    form.appendChild(panel);
  }

  function line(text) {
    var p = document.createElement("p");
    p.textContent = text;
    return p;
  }

  function result(hit) {
    var item = document.createElement("li"), a = document.createElement("a"), code = document.createElement("code"), small = document.createElement("small");
    a.href = root + index.path[hit.page].split("/").map(encodeURIComponent).join("/") + ".html" + (hit.name ? "#" + encodeURIComponent(hit.name) : "");
    code.textContent = hit.name || index.title[hit.page];
    small.textContent = hit.name ? index.title[hit.page] : words[index.kind[hit.page]] + (index.about[hit.page] ? ": " + index.about[hit.page] : "");
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

  input.addEventListener("focus", load);
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
  });
  document.addEventListener("keydown", function (e) {
    var t = e.target;
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) {
      e.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", function (e) { if (!form.contains(e.target)) close(); });
  form.hidden = false;
})();
