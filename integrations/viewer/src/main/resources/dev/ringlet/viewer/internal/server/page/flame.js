// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { amount, css, h, isDark, percent, replace } from "./dom.js";
import { address } from "./net.js";

const ROW = 20;

/** The way from a span to its samples. */
export function flameLink(trace, span) {
  return h("a", { href: address("profiles", [], { trace, span }) }, "Flame graph of this span");
}

function kind(name) {
  if (/^(java|javax|jdk|sun|com\.sun)\./.test(name)) return "--flame-jdk";
  return /^(org|io|com\.(google|fasterxml|zaxxer)|ch\.qos|reactor|kotlin|scala|jakarta)\./.test(name) ? "--flame-library" : "--flame-own";
}

export function shortName(name) {
  return name.replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, "");
}

/** Red where the second selection costs more, blue where it costs less. */
function differenceColor(node, total, other) {
  const change = (other ? node.other / other : 0) - (total ? node.value / total : 0);
  const strength = Math.min(1, Math.abs(change) * 5);
  if (Math.abs(change) < 0.002) return css("--flame-root");
  return isDark() ? `hsl(${change > 0 ? 4 : 212} ${30 + 40 * strength}% ${26 + 14 * strength}%)` : `hsl(${change > 0 ? 6 : 212} ${45 + 45 * strength}% ${91 - 22 * strength}%)`;
}

/** A flame graph on a canvas: only frames that are wide enough to be seen are drawn. */
export class FlameGraph {
  constructor() {
    this.canvas = h("canvas", { role: "img", "aria-label": "Flame graph; the table below has the numbers" });
    this.below = h("div", { class: "below soft", role: "status" });
    this.element = h("div", { class: "flame" }, this.canvas);
    this.search = "";
    this.focus = [];
    this.canvas.addEventListener("mousemove", event => { const hit = this.at(event); this.describe(hit || this.top); });
    this.canvas.addEventListener("click", event => { const hit = this.at(event); if (hit) { this.focus = this.path(hit); this.draw(); } });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  set(flame) {
    this.flame = flame;
    this.compares = flame.other.length > 0;
    const nodes = flame.frame.map((frame, i) => ({
      name: frame < 0 ? "all" : flame.frames[frame], value: flame.value[i], self: flame.self[i], other: this.compares ? flame.other[i] : 0,
      parent: null, children: [], depth: 0,
    }));
    flame.parent.forEach((parent, i) => {
      if (parent < 0) return;
      nodes[i].parent = nodes[parent];
      nodes[i].depth = nodes[parent].depth + 1;
      nodes[parent].children.push(nodes[i]);
    });
    nodes.forEach(node => node.children.sort((a, b) => a.name < b.name ? -1 : 1));
    this.nodes = nodes;
    this.root = nodes[0];
    this.draw();
  }

  /** What a node's width stands for. */
  weight(node) {
    return this.compares ? Math.max(node.value / (this.root.value || 1), node.other / (this.root.other || 1)) : node.value;
  }

  path(node) {
    const names = [];
    for (let n = node; n.parent; n = n.parent) names.unshift(n.name);
    return names;
  }

  draw() {
    if (!this.root || !this.element.clientWidth) return;
    let top = this.root;
    for (const name of this.focus) {
      const child = top.children.find(c => c.name === name);
      if (!child) break;
      top = child;
    }
    this.top = top;
    const width = this.element.clientWidth;
    this.shown = [];
    for (let n = top.parent; n; n = n.parent) this.shown.push({ node: n, x: 0, width, faded: true });
    let depth = top.depth;
    const stack = [{ node: top, x: 0, width }];
    while (stack.length) {
      const place = stack.pop();
      if (place.width < 0.7) continue;
      this.shown.push(place);
      depth = Math.max(depth, place.node.depth);
      let x = place.x;
      const sum = Math.max(this.weight(place.node), place.node.children.reduce((all, c) => all + this.weight(c), 0));
      for (const child of place.node.children) {
        const w = sum ? place.width * this.weight(child) / sum : 0;
        stack.push({ node: child, x, width: w });
        x += w;
      }
    }
    const ratio = devicePixelRatio, height = (depth + 1) * ROW + 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.height = height + "px";
    const g = this.canvas.getContext("2d");
    g.scale(ratio, ratio);
    g.font = "11.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
    g.textBaseline = "middle";
    for (const { node, x, width: w, faded } of this.shown) {
      const y = node.depth * ROW;
      const match = this.search && node.name.toLowerCase().includes(this.search);
      g.globalAlpha = faded ? 0.55 : this.search && !match ? 0.3 : 1;
      g.fillStyle = this.compares ? differenceColor(node, this.root.value, this.root.other) : node.parent ? css(kind(node.name)) : css("--flame-root");
      g.fillRect(x, y, Math.max(w - 1, 0.5), ROW - 1);
      const letters = Math.floor((w - 8) / 7);
      if (letters >= 3) {
        const text = node.parent ? shortName(node.name) : "all";
        g.fillStyle = css("--ink");
        g.fillText(text.length <= letters ? text : text.slice(0, letters - 1) + "…", x + 4, y + ROW / 2);
      }
    }
    g.globalAlpha = 1;
    this.describe(top);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, depth = Math.floor((event.clientY - box.top) / ROW);
    const hit = this.shown.find(place => place.node.depth === depth && x >= place.x && x < place.x + place.width);
    return hit && hit.node;
  }

  describe(node) {
    const unit = this.flame.unit;
    const share = (value, all) => amount(value, unit) + " (" + percent(value, all) + ")";
    replace(this.below, h("div", { class: "name" }, node.parent ? node.name : "All stacks"),
      h("div", null, this.compares
        ? "first " + share(node.value, this.root.value) + " · second " + share(node.other, this.root.other)
        : share(node.value, this.root.value) + (node.parent ? " · itself " + share(node.self, this.root.value) : "")));
  }

  /** Methods by what they cost themselves. */
  table() {
    const rows = new Map();
    for (const node of this.nodes) {
      if (!node.parent) continue;
      const row = rows.get(node.name) || { name: node.name, self: 0, total: 0 };
      row.self += node.self;
      let above = node.parent;
      while (above.parent && above.name !== node.name) above = above.parent;
      if (!above.parent) row.total += node.value;
      rows.set(node.name, row);
    }
    const all = this.root.value, unit = this.flame.unit;
    const body = [...rows.values()].filter(row => row.self > 0).sort((a, b) => b.self - a.self).slice(0, 20);
    return h("table", null,
      h("thead", null, h("tr", null, ["Method", "Itself", "Share", "With callees"].map((text, i) => h("th", { class: i ? "n" : null, scope: "col" }, text)))),
      h("tbody", null, body.map(row => h("tr", null, h("td", { class: "mono" }, row.name),
        [amount(row.self, unit), percent(row.self, all), amount(row.total, unit)].map(text => h("td", { class: "n" }, text))))));
  }
}
