// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { duration, empty, h, howToSend, number, percent, plural, s } from "./dom.js";
import { BOX, layout } from "./layout.js";
import { get, go, latest } from "./net.js";

const KINDS = { service: "service", database: "database", queue: "queue", model: "model", peer: "outside" };

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
    const { boxes, lines, width, height } = layout(graph);
    const busiest = Math.max(1, ...graph.edges.map(edge => edge.calls));
    const labels = [];
    const edges = lines.map(({ edge, d, x, y, anchor }) => {
      const bad = edge.errors > 0;
      labels.push(s("text", { class: "edge", x, y: y - 6, "text-anchor": anchor }, `${number(edge.perSecond)}/s · p95 ${duration(edge.p95)}`));
      if (bad) labels.push(s("text", { class: "edge bad", x, y: y + 14, "text-anchor": anchor }, percent(edge.errors, edge.calls) + " errors"));
      return s("g", null,
        s("path", { class: bad ? "edge bad" : "edge", d, "stroke-width": 1.2 + 2.8 * Math.sqrt(edge.calls / busiest), "marker-end": bad ? "url(#arrow-bad)" : "url(#arrow)" }),
        s("title", null, `${edge.from} → ${edge.to}: ${plural(edge.calls, "call")}, ${plural(edge.errors, "error")}, p50 ${duration(edge.p50)}, p95 ${duration(edge.p95)}`));
    });
    const nodes = boxes.map(({ node, ...at }) => {
      const bad = node.errors > 0;
      const open = () => go("traces", [], node.kind === "service" ? { service: node.name } : { q: `"${node.name.replaceAll('"', "")}"` });
      return s("g", {
        class: "node" + (bad ? " bad" : ""), transform: `translate(${at.x},${at.y})`, tabindex: "0", role: "link",
        "aria-label": `${node.name}, ${KINDS[node.kind]}, ${plural(node.calls, "call")}, ${plural(node.errors, "error")}`,
        onclick: open, onkeydown: event => { if (event.key === "Enter") { event.stopPropagation(); open(); } },
      },
      s("rect", { class: "box", width: BOX.width, height: at.height, rx: node.kind === "service" ? 8 : 20, "stroke-dasharray": node.kind === "peer" ? "4 3" : null }),
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
