// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { duration, empty, h, howToSend, number, percent, plural, s } from "./dom.js";
import { get, go, latest } from "./net.js";

const BOX = { width: 190, height: 66 }, GAP = { x: 170, y: 44 }, EDGE = 28;
const KINDS = { service: "service", database: "database", queue: "queue", model: "model", peer: "outside" };

/** Layers from callers to what they call; a cycle does not push its members on without end. */
function layers(graph) {
  const calls = new Map(graph.nodes.map(node => [node.name, []]));
  const called = new Set();
  graph.edges.filter(e => e.from !== e.to).forEach(edge => { calls.get(edge.from).push(edge.to); called.add(edge.to); });
  const depth = new Map();
  const visit = (name, level, path) => {
    if (path.has(name) || (depth.get(name) ?? -1) >= level) return;
    depth.set(name, level);
    path.add(name);
    calls.get(name).forEach(to => visit(to, level + 1, path));
    path.delete(name);
  };
  graph.nodes.filter(node => !called.has(node.name)).forEach(node => visit(node.name, 0, new Set()));
  graph.nodes.filter(node => !depth.has(node.name)).forEach(node => visit(node.name, 0, new Set()));
  const rows = [];
  graph.nodes.forEach(node => { const d = depth.get(node.name); (rows[d] = rows[d] || []).push(node); });
  const columns = rows.filter(Boolean);
  // each column in the order of its callers' middles, so that few edges cross
  const y = new Map();
  columns.forEach((column, i) => {
    if (i > 0) {
      const middle = node => {
        const from = graph.edges.filter(e => e.to === node.name && y.has(e.from)).map(e => y.get(e.from));
        return from.length ? from.reduce((a, b) => a + b, 0) / from.length : Infinity;
      };
      column.sort((a, b) => middle(a) - middle(b) || a.name.localeCompare(b.name));
    }
    column.forEach((node, j) => y.set(node.name, j - (column.length - 1) / 2));
  });
  return columns;
}

function cut(text, letters) {
  return text.length <= letters ? text : text.slice(0, letters - 1) + "…";
}

export function map(root) {
  let version = null;
  const box = h("div", { class: "map", tabindex: "0", "aria-label": "Map of services" });
  const note = h("span", { class: "note", role: "status" });
  const bar = h("div", { class: "bar" }, h("h1", null, "Services"), h("span", { class: "soft" }, "rates, errors and latencies of the spans that are kept; a click shows the traces"), note);
  root.append(bar, box);

  function draw(graph) {
    const columns = layers(graph);
    const most = Math.max(...columns.map(column => column.length));
    const width = EDGE * 2 + columns.length * BOX.width + (columns.length - 1) * GAP.x;
    const height = Math.max(most * (BOX.height + GAP.y) + EDGE * 2, 220);
    const place = new Map();
    columns.forEach((column, i) => column.forEach((node, j) => place.set(node.name, {
      x: EDGE + i * (BOX.width + GAP.x),
      y: height / 2 + (j - (column.length - 1) / 2) * (BOX.height + GAP.y) - BOX.height / 2,
    })));
    const busiest = Math.max(1, ...graph.edges.map(edge => edge.calls));
    const labels = [];
    const edges = graph.edges.map(edge => {
      const a = place.get(edge.from), b = place.get(edge.to);
      const bad = edge.errors > 0;
      const back = a.x >= b.x;
      const x1 = back ? a.x + BOX.width / 2 : a.x + BOX.width, y1 = back ? a.y + BOX.height : a.y + BOX.height / 2;
      const x2 = back ? b.x + BOX.width / 2 : b.x, y2 = back ? b.y + BOX.height : b.y + BOX.height / 2;
      const d = back
        ? `M${x1},${y1} C${x1},${y1 + 46} ${x2},${y2 + 46} ${x2},${y2 + 5}`
        : `M${x1},${y1} C${x1 + GAP.x / 2},${y1} ${x2 - GAP.x / 2},${y2} ${x2 - 6},${y2}`;
      // on the side that the curve does not come from
      const down = !back && y2 > y1, x = back ? (x1 + x2) / 2 : x2 - 12, y = back ? Math.max(y1, y2) + 44 : y2;
      const anchor = back ? "middle" : "end";
      labels.push(s("text", { class: "edge", x, y: y + (down ? 17 : -9), "text-anchor": anchor }, `${number(edge.perSecond)}/s · p95 ${duration(edge.p95)}`));
      if (bad) labels.push(s("text", { class: "edge bad", x, y: y + (down ? 31 : -23), "text-anchor": anchor }, percent(edge.errors, edge.calls) + " errors"));
      return s("g", null,
        s("path", { class: bad ? "edge bad" : "edge", d, "stroke-width": 1.2 + 2.8 * Math.sqrt(edge.calls / busiest), "marker-end": bad ? "url(#arrow-bad)" : "url(#arrow)" }),
        s("title", null, `${edge.from} → ${edge.to}: ${plural(edge.calls, "call")}, ${plural(edge.errors, "error")}, p50 ${duration(edge.p50)}, p95 ${duration(edge.p95)}`));
    });
    const nodes = graph.nodes.map(node => {
      const at = place.get(node.name), bad = node.errors > 0;
      const open = () => go("traces", [], node.kind === "service" ? { service: node.name } : { q: `"${node.name.replaceAll('"', "")}"` });
      return s("g", {
        class: "node" + (bad ? " bad" : ""), transform: `translate(${at.x},${at.y})`, tabindex: "0", role: "link",
        "aria-label": `${node.name}, ${KINDS[node.kind]}, ${plural(node.calls, "call")}, ${plural(node.errors, "error")}`,
        onclick: open, onkeydown: event => { if (event.key === "Enter") { event.stopPropagation(); open(); } },
      },
      s("rect", { class: "box", width: BOX.width, height: BOX.height, rx: node.kind === "service" ? 8 : 20, "stroke-dasharray": node.kind === "peer" ? "4 3" : null }),
      s("title", null, node.name),
      s("text", { x: 14, y: 22 }, cut(node.name, 21)),
      s("text", { class: "soft", x: 14, y: 39 }, `${KINDS[node.kind]} · ${number(node.perSecond)}/s`),
      s("text", { class: "soft", x: 14, y: 55 }, `p50 ${duration(node.p50)} · p95 ${duration(node.p95)}`),
      bad ? s("text", { class: "bad", x: BOX.width - 12, y: 39, "text-anchor": "end" }, percent(node.errors, node.calls) + " err") : null);
    });
    const arrow = (id, color) => s("marker", { id, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, s("path", { d: "M0,0 L8,4 L0,8 z", style: { fill: color } }));
    const focused = [...box.querySelectorAll("g.node")].indexOf(document.activeElement);
    box.replaceChildren(s("svg", { width, height, viewBox: `0 0 ${width} ${height}` },
      s("defs", null, arrow("arrow", "var(--soft)"), arrow("arrow-bad", "var(--bad)")), edges, labels, nodes));
    const again = box.querySelectorAll("g.node")[focused];
    if (again) again.focus();
  }

  const load = latest(async () => {
    const graph = await get("map");
    if (!graph.nodes.length) {
      box.replaceChildren(empty("No services yet", "The map is drawn from traces. Set this in an application and call it:", howToSend()));
      note.textContent = "";
      return;
    }
    draw(graph);
    note.textContent = `${plural(graph.nodes.filter(n => n.kind === "service").length, "service")}, last ${duration(graph.seconds * 1e9)}`;
  });
  let timer = 0;
  return {
    update(state) {
      if (version === state.traceVersion) return;
      version = state.traceVersion;
      // a map need not follow each span
      if (!timer) { load(); timer = setTimeout(() => { timer = 0; load(); }, 2000); }
    },
    close() { clearTimeout(timer); },
  };
}
