// Answers queries from a directory with a site, as a page does: node ask.js ENGINE
// SITE < queries. A line of JSON per query: what it found, and the bytes it read.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [engine, site] = process.argv.slice(2);
let index = [], loaded = {}, bytes = 0;
const world = vm.createContext({
  kdocSearchIndex: (keys) => { index = keys.split("\n"); },
  kdocSearchShard: (key, data) => { loaded[key] = world.kdocSearch.unpack(data); },
});
const run = (file) => { const text = fs.readFileSync(file, "utf8"); bytes += Buffer.byteLength(text); vm.runInContext(text, world, file); };
run(engine);
run(path.join(site, "assets/search-index.js"));
const listed = bytes, known = new Set(index), has = (k) => known.has(k);
const load = (keys) => keys.forEach((k) => { if (!loaded[k]) run(path.join(site, "assets/search", Buffer.from(k, "utf8").toString("hex") + ".js")); });
for (const text of fs.readFileSync(0, "utf8").split("\n")) {
  if (!text) continue;
  loaded = {}; bytes = fs.statSync(path.join(site, "assets/search-index.js")).size;
  const s = world.kdocSearch, q = s.parse(text);
  let keys = s.keys(q, has);
  load(keys);
  const start = process.hrtime.bigint();
  const entries = () => keys.flatMap((k) => loaded[k]);
  let hits = s.find(q, entries());
  if (s.weak(hits)) { keys = keys.concat(s.more(q, has).filter((k) => keys.indexOf(k) < 0)); load(keys); hits = s.find(q, entries(), true); }
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify({ query: text, bytes, ms, hits: hits.slice(0, 5).map((h) => ({ kind: h.entry.kind, name: h.entry.name, path: h.entry.path, anchor: h.entry.anchor, title: h.entry.title, score: h.score })) }));
}
