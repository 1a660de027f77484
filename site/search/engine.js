// What search finds: no page, no network, so that it can be tested without. It
// is told of the scripts of the index (see package render/search), says which a
// query needs, and ranks the entries that were in them.
var kdocSearch = (function () {
  "use strict";
  // What filters are called, and the kinds of entries each lets pass.
  var filters = {
    kind: "K", api: "Kaf", field: "f", flag: "g", func: "FM", function: "FM", method: "M", type: "T", const: "C", var: "V",
    gate: "t", metric: "x", event: "e", label: "l", env: "v", port: "o", route: "h", plugin: "u", controller: "n", role: "R",
    command: "cb", program: "b", package: "k", pkg: "k", module: "m", rule: "r", walkthrough: "w", file: "s"
  };
  var relations = { takes: ">", returns: "<", has: "." };
  var words = {
    m: "module 模块", k: "package 包", b: "program 程序", c: "command 命令", w: "walkthrough 源码导读", a: "API", K: "kind", r: "rule 规则", s: "file 源码", p: "page 页面",
    F: "function 函数", T: "type 类型", M: "method 方法", C: "constant 常量", V: "variable 变量", S: "field 字段", f: "API field 字段", g: "flag 参数", t: "feature gate 特性门控",
    x: "metric 指标", e: "event 事件", l: "label 标签", v: "environment variable 环境变量", o: "port 端口", h: "route 路由", q: "exit code 退出码", u: "plugin 插件", n: "controller 控制器", R: "role 角色"
  };

  // parse cuts a query into terms, filters and relations to types.
  function parse(text) {
    var q = { terms: [], kinds: "", inside: [], types: [], text: "" };
    text.trim().split(/\s+/).forEach(function (part) {
      var m = /^([a-z]+):(.+)$/i.exec(part), key = m && m[1].toLowerCase();
      if (m && filters.hasOwnProperty(key)) { q.kinds += filters[key]; part = m[2]; }
      else if (m && relations.hasOwnProperty(key)) { q.types.push(relations[key] + m[2].toLowerCase().replace(/^.*[.*]/, "")); return; }
      else if (m && key === "in") { q.inside.push(m[2].toLowerCase()); return; }
      if (part) q.terms.push(term(part));
    });
    q.text = q.terms.map(function (t) { return t.low; }).join(" ");
    return q;
  }

  function term(raw) {
    var low = raw.toLowerCase().replace(/^-+(?=.)/, ""), humps = starts(raw);
    return { raw: raw, low: low, flag: raw.charAt(0) === "-" && low !== raw, initials: humps.length > 2 || /^[A-Z]{3,8}$/.test(raw) ? initialsOf(raw, humps) : "", han: /[\u4e00-\u9fff]/.test(raw) };
  }

  function initialsOf(s, at) {
    if (/^[A-Z]{3,8}$/.test(s)) return s.toLowerCase();
    return at.map(function (i) { return s.charAt(i); }).join("").toLowerCase();
  }

  function alnum(c) { return /[\p{L}\p{N}]/u.test(c); }
  function upper(c) { return c !== c.toLowerCase(); }
  function small(c) { return c !== c.toUpperCase(); }

  // starts are the offsets where words begin: the rules of package render/search.
  function starts(s) {
    var out = [];
    for (var i = 0; i < s.length; i++) {
      var c = s.charAt(i), p = s.charAt(i - 1);
      if (!alnum(c)) continue;
      if (i === 0 || !alnum(p) || upper(c) && (!upper(p) || i + 1 < s.length && small(s.charAt(i + 1)) && upper(p))) out.push(i);
    }
    return out;
  }

  // keys are the scripts that a query needs. Those of types come alone: all
  // that is asked for has them.
  function keys(q, has) {
    var out = [];
    function want(s) {
      for (var n = Math.min(s.length, 12); n > 0; n--) {
        var k = s.slice(0, n);
        if (has(k)) { if (out.indexOf(k) < 0) out.push(k); return; }
      }
    }
    q.types.forEach(want);
    if (out.length) return out;
    var all = q.terms.slice().sort(function (a, b) { return b.low.length - a.low.length; }).slice(0, 2);
    var last = q.terms[q.terms.length - 1];
    if (last && all.indexOf(last) < 0) all.push(last);
    all.forEach(function (t) {
      want(t.low);
      if (t.initials) want(t.initials);
      var dot = t.low.lastIndexOf(".");
      if (dot > 0) want(t.low.slice(dot + 1));
    });
    if (q.text.indexOf(" ") > 0) want(q.text);
    return out.slice(0, 4);
  }

  // more are scripts that help if nothing good was found: those of shorter
  // prefixes, and of the term with its first letters the other way around.
  function more(q, has) {
    var out = [];
    function put(k) { if (has(k) && out.indexOf(k) < 0) out.push(k); }
    q.terms.forEach(function (t) {
      var s = t.low.slice(t.low.lastIndexOf(".") + 1);
      for (var n = 4; n > 0; n--) put(s.slice(0, n));
      if (s.length > 2) put(s.charAt(1) + s.charAt(0));
    });
    return out.slice(0, 5);
  }

  // unpack makes entries of a script's lists.
  function unpack(x) {
    var names = x.n.split("\n"), anchors = x.a.split("\n"), abouts = x.s.split("\n"), paths = x.P.split("\n"), titles = x.T.split("\n"), types = x.y ? x.y.split("\n") : null;
    return names.map(function (name, i) {
      var e = { kind: x.k.charAt(i), weight: +x.w.charAt(i), name: name, anchor: anchors[i] === "-" ? "" : anchors[i] || name, about: abouts[i], path: paths[x.p[i]], title: titles[x.p[i]], types: types ? types[i].split(" ") : null };
      e.low = name.toLowerCase().replace(/^-+(?=.)/, "");
      e.at = starts(name).map(function (at) { return at - (name.length - e.low.length); });
      return e;
    });
  }

  // distance counts the slips between two words: letters put in, left out,
  // exchanged, or the wrong way around. Above most it is most + 1.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var older = [], old = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) old[j] = j;
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var best = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost);
        if (i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1)) row[j] = Math.min(row[j], older[j - 2] + 1);
        best = Math.min(best, row[j]);
      }
      if (best > most) return most + 1;
      older = old; old = row;
    }
    return old[b.length];
  }

  // humps reports whether a term is made of the beginnings of a name's words, in
  // order: PodDisBud for PodDisruptionBudget. One word in between may be left out.
  function humps(e, t) {
    var s = t.low;
    function go(i, w) {
      if (i === s.length) return true;
      for (var skip = 0; skip < 2 && w + skip < e.at.length; skip++) {
        var from = e.at[w + skip], n = 0;
        while (i + n < s.length && s.charAt(i + n) === e.low.charAt(from + n)) n++;
        for (; n > 0; n--) if (go(i + n, w + skip + 1)) return true;
      }
      return false;
    }
    return e.at.length > 1 && e.at[0] === 0 && s.charAt(0) === e.low.charAt(0) && go(0, 0);
  }

  // score says how well a name answers a term, 0 for not at all.
  function score(e, t, slips) {
    var s = t.low, n = e.low, best = 0, i, at;
    if (n === s) return 100;
    for (i = 0; i < e.at.length; i++) {
      at = e.at[i];
      if (n.startsWith(s, at)) {
        var end = at + s.length, whole = end === n.length || e.at.indexOf(end) >= 0 || !alnum(n.charAt(end));
        best = Math.max(best, at === 0 ? (whole ? 80 : 72) : end === n.length ? (alnum(n.charAt(at - 1)) ? 66 : 88) : whole ? 62 : 52);
      }
    }
    if (best) return best - Math.min(n.length - s.length, 40) / 4;
    if (e.kind === "K" && e.about.charAt(0) === "(" && e.about.slice(1, e.about.indexOf(")")).split(/, ?/).indexOf(s) >= 0) return 98;
    if (s.length > 2 && humps(e, t)) return 58 - Math.min(n.length - s.length, 40) / 8;
    if (s.length > 2 && n.indexOf(s) >= 0) return 34;
    if (!slips) return 0;
    var most = s.length > 7 ? 2 : s.length > 3 ? 1 : 0;
    if (!most) return 0;
    var d = distance(s, n, most);
    if (d <= most) return 50 - 9 * d;
    for (i = 0; i < e.at.length; i++) {
      at = e.at[i];
      var to = i + 1 < e.at.length ? e.at[i + 1] : n.length;
      while (to > at && !alnum(n.charAt(to - 1))) to--;
      d = Math.min(distance(s, n.slice(at, to), most), at > 0 ? distance(s, n.slice(at), most) : 9);
      if (d <= most) best = Math.max(best, 42 - 9 * d);
    }
    return best;
  }

  // context says how well what stands around a name answers a term.
  function context(e, t) {
    if (t.han) return (e.name + e.about + words[e.kind]).indexOf(t.raw) >= 0 ? 30 : 0;
    var title = e.title.toLowerCase(), base = title.slice(title.lastIndexOf("/") + 1);
    if (base === t.low || title.split(/[ \/.]/).indexOf(t.low) >= 0) return 32;
    if ((" " + words[e.kind].toLowerCase()).indexOf(" " + t.low) >= 0) return 30;
    var about = (" " + e.about.toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, " ");
    if (about.indexOf(" " + t.low + " ") >= 0) return 22;
    return t.low.length > 2 && (about.indexOf(" " + t.low) >= 0 || title.indexOf(t.low) >= 0) ? 16 : 0;
  }

  // answer is how well an entry answers all of a query.
  function answer(e, q, slips) {
    if (q.kinds && q.kinds.indexOf(e.kind) < 0) return 0;
    var where = (e.path + " " + e.title).toLowerCase(), i;
    for (i = 0; i < q.inside.length; i++) if (where.indexOf(q.inside[i]) < 0) return 0;
    for (i = 0; i < q.types.length; i++) if (!e.types || e.types.indexOf(q.types[i]) < 0) return 0;
    if (!q.terms.length) return q.types.length ? 50 - e.low.length / 4 : 0;
    var whole = q.terms.length > 1 ? score(e, { low: q.text }, slips) : 0, sum = 0, named = 0;
    for (i = 0; i < q.terms.length; i++) {
      var s = parted(e, q.terms[i], slips);
      named += s > 0;
      s = Math.max(s, q.terms.length > 1 ? context(e, q.terms[i]) : q.terms[i].han ? context(e, q.terms[i]) : 0);
      if (!s) return whole;
      sum += s;
    }
    if (!named && !q.terms[0].han) return whole;
    return Math.max(whole, sum / q.terms.length);
  }

  // parted scores a term that may name a scope in front of a dot: wait.Until.
  function parted(e, t, slips) {
    var s = score(e, t, slips), dot = t.low.lastIndexOf(".");
    if (t.flag && e.kind === "g") s += 20;
    if (dot > 0 && s < 60) {
      var inner = score(e, { low: t.low.slice(dot + 1) });
      var outer = t.low.slice(0, dot).split(".").every(function (p) { return context(e, { low: p }) || e.low.split(/[^\p{L}\p{N}]+/u).indexOf(p) >= 0; });
      if (inner && outer) s = Math.max(s, inner - 6);
    }
    return s;
  }

  // find ranks entries, those with slips among them if that is asked for, which
  // takes longer. Of those that are called the same and are of one kind the
  // best comes where it belongs, the others behind everything else.
  function find(q, entries, slips) {
    var hits = [], seen = {}, names = {}, rest = [];
    entries.forEach(function (e) {
      var id = e.path + "#" + e.anchor + "#" + e.name;
      if (seen[id]) return;
      seen[id] = true;
      var s = answer(e, q, slips);
      if (s > 0) hits.push({ entry: e, score: s + e.weight * 1.5 });
    });
    hits.sort(function (a, b) {
      return b.score - a.score || a.entry.name.length - b.entry.name.length || a.entry.path.length - b.entry.path.length || (a.entry.path < b.entry.path ? -1 : 1);
    });
    hits = hits.filter(function (h) {
      var id = h.entry.kind + h.entry.low;
      if (!names[id]) { names[id] = true; return true; }
      rest.push(h);
      return false;
    });
    return hits.concat(rest);
  }

  // weak reports whether hits are so poor that more scripts should be asked.
  function weak(hits) { return !hits.length || hits[0].score < 60; }

  return { parse: parse, keys: keys, more: more, unpack: unpack, find: find, weak: weak, words: words };
})();
