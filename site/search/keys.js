// Keys: / searches, f finds a place on the page, t switches the theme, y copies
// the address of what is read, ? lists these. They can be switched off, and are
// left alone where somebody writes and with other keys held down.
(function () {
  "use strict";
  var chinese = /^zh/.test(document.documentElement.lang);
  function say(english, other) { return chinese ? other : english; }
  var search = document.getElementById("search"), open = null;
  function off() { try { return localStorage.getItem("kdoc-keys") === "off"; } catch (e) { return false; } }

  // panel shows a dialog with a heading and returns it.
  function panel(title) {
    if (open) open.close();
    var d = document.createElement("dialog"), h = document.createElement("h2");
    d.className = "keys";
    h.id = "keys-title";
    h.textContent = title;
    d.setAttribute("aria-labelledby", h.id);
    d.append(h);
    d.addEventListener("close", function () { d.remove(); if (open === d) open = null; });
    d.addEventListener("click", function (e) { if (e.target === d) d.close(); });
    document.body.append(d);
    open = d;
    d.showModal();
    return d;
  }

  function find() {
    var places = Array.from(document.querySelectorAll("main [id]")).filter(function (e) { return e.id.length > 1 && !/^L\d+$/.test(e.id); });
    var d = panel(say("Find on this page", "在本页中查找")), input = document.createElement("input"), list = document.createElement("ul");
    input.type = "search";
    input.setAttribute("aria-labelledby", "keys-title");
    d.append(input, list);
    function show() {
      var q = input.value.toLowerCase(), hits = places.filter(function (e) { return e.id.toLowerCase().indexOf(q) >= 0; });
      hits.sort(function (a, b) { return a.id.toLowerCase().indexOf(q) - b.id.toLowerCase().indexOf(q) || a.id.length - b.id.length; });
      list.replaceChildren.apply(list, hits.slice(0, 20).map(function (e) {
        var li = document.createElement("li"), a = document.createElement("a");
        a.href = "#" + encodeURIComponent(e.id);
        a.textContent = e.id;
        a.addEventListener("click", function () { d.close(); });
        li.append(a);
        return li;
      }));
    }
    input.addEventListener("input", show);
    input.addEventListener("keydown", function (e) {
      var first = list.querySelector("a");
      if (e.key === "Enter" && first) { e.preventDefault(); first.click(); }
    });
    show();
    input.focus();
  }

  function copy() {
    var address = location.href, d;
    function done(text) {
      d = panel(text);
      var p = document.createElement("p");
      p.textContent = address;
      d.append(p);
    }
    var failed = function () { done(say("The address of this place", "此处的地址")); };
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(function () { done(say("Copied", "已复制")); }, failed); else failed();
  }

  function help() {
    var d = panel(say("Keys", "快捷键")), dl = document.createElement("dl");
    [["/", say("search", "搜索")], ["f", say("find on this page", "在本页中查找")], ["t", say("light or dark", "切换明暗")],
     ["y", say("copy the address", "复制地址")], ["?", say("this list", "本列表")]].forEach(function (k) {
      var dt = document.createElement("dt"), dd = document.createElement("dd"), kbd = document.createElement("kbd");
      kbd.textContent = k[0];
      dd.textContent = k[1];
      dt.append(kbd);
      dl.append(dt, dd);
    });
    var label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.checked = !off();
    box.addEventListener("change", function () {
      try { if (box.checked) localStorage.removeItem("kdoc-keys"); else localStorage.setItem("kdoc-keys", "off"); } catch (e) { /* lasts for this page only */ }
    });
    label.append(box, say(" Keys are on; ? always opens this list", " 启用快捷键；? 始终可用"));
    d.append(dl, label);
  }

  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || open || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable || e.target.closest(".results")) return;
    var act = { "/": function () { if (search) search.focus(); }, f: find, t: function () { var b = document.querySelector("button.theme"); if (b) b.click(); }, y: copy, "?": help }[e.key];
    if (!act || off() && e.key !== "?") return;
    e.preventDefault();
    act();
  });
})();
