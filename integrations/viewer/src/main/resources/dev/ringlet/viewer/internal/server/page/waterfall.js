// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { clock, color, duration, empty, h, percent, plural, replace, service } from "./dom.js";
import { amend, get, go, latest, route } from "./net.js";
import { VirtualList } from "./lists.js";
import { spanDetail } from "./span.js";

const FLAGS = {
  orphan: ["no parent", "Its parent was not received"],
  cycle: ["cycle", "It is its own ancestor; the cycle is cut here"],
  outside: ["outside", "It does not begin within its parent: the clocks of two machines differ, or it runs later"],
  unfinished: ["ends first", "Its end is before its start"],
};

export function waterfall(root, to, app) {
  let id = to.parts[0], chosen = to.query.get("span") || "";
  let trace = null, version = null, folded = new Set();
  const overview = h("div", { class: "overview" });
  const ticks = h("div", { class: "ticks soft" });
  const detail = h("aside", { class: "detail", "aria-label": "Span", tabindex: "0" });
  const list = new VirtualList({
    label: "Spans", height: 24, key: bar => bar.id, row, open: bar => choose(bar.id), onSelect: bar => choose(bar.id),
  });
  const listing = h("div", { class: "listing waterfall" }, h("div", { class: "head" }, h("span", { class: "label" }, "Span"), ticks), list.element);
  const split = h("div", { class: "split" }, listing, detail);
  root.append(overview, split);

  function total() {
    return Math.max(1, trace.trace.duration);
  }

  function row(bar) {
    const left = 100 * bar.offset / total(), width = 100 * bar.duration / total();
    const right = left + width < 78;
    const parents = trace.parents.has(bar.id);
    const time = h("span", { class: "time", style: right ? { left: left + width + "%" } : { right: 100 - left + "%" } },
      duration(bar.duration));
    return h("div", { class: "row" },
      h("div", { class: "label", style: { paddingLeft: 10 + 13 * Math.min(bar.depth, 14) + "px" }, title: bar.service + "\n" + bar.name + "\n" + bar.kind },
        parents
          ? h("button", { class: "fold", tabindex: "-1", "aria-label": folded.has(bar.id) ? "Unfold" : "Fold", onclick: () => fold(bar.id) }, folded.has(bar.id) ? "▸" : "▾")
          : h("span", { class: "fold" }),
        h("i", { class: "dot", style: { background: color(bar.service), margin: 0, flex: "none" } }),
        h("span", { class: bar.status === "error" ? "name bad" : "name" }, bar.name || "(no name)"),
        bar.flag ? h("span", { class: "tag warn", title: FLAGS[bar.flag][1] }, FLAGS[bar.flag][0]) : null,
        bar.links ? h("span", { class: "tag", title: plural(bar.links, "link") }, "↗" + bar.links) : null,
        bar.logs ? h("span", { class: "tag", title: plural(bar.logs, "log record") }, "≡" + bar.logs) : null),
      h("div", { class: "track" },
        h("div", { class: "bar-of" + (bar.status === "error" ? " error" : ""), style: { left: left + "%", width: Math.max(width, 0.1) + "%", background: color(bar.service, "soft") } }),
        (trace.path.get(bar.id) || []).map(segment => h("div", {
          class: "path", style: { left: 100 * segment.fromNanos / total() + "%", width: 100 * (segment.toNanos - segment.fromNanos) / total() + "%" },
        })),
        bar.events.slice(0, 60).map(offset => h("i", { class: "event", style: { left: 100 * offset / total() + "%" } })),
        time));
  }

  function fold(span) {
    if (!folded.delete(span)) folded.add(span);
    list.set(visible());
  }

  function visible() {
    const shown = [];
    let hiddenBelow = Infinity;
    for (const bar of trace.bars) {
      if (bar.depth > hiddenBelow) continue;
      hiddenBelow = folded.has(bar.id) ? bar.depth : Infinity;
      shown.push(bar);
    }
    return shown;
  }

  async function choose(span) {
    if (!trace) return;
    chosen = span;
    amend({ span });
    const found = await get("span", { trace: id, id: span });
    if (found && chosen === span) replace(detail, spanDetail(found));
  }

  function header() {
    const t = trace.trace;
    const critical = new Map();
    trace.critical.forEach(c => {
      const bar = trace.byId.get(c.span);
      critical.set(bar.service + "\n" + bar.name, (critical.get(bar.service + "\n" + bar.name) || 0) + c.toNanos - c.fromNanos);
    });
    const most = [...critical].sort((a, b) => b[1] - a[1])[0];
    replace(overview,
      h("button", { type: "button", onclick: () => go("traces"), title: "Esc" }, "← Traces"),
      h("h1", null, t.name || "(no name)"),
      h("span", null, duration(t.duration)),
      h("span", { class: "soft" }, plural(t.spans, "span")),
      t.errors ? h("span", { class: "bad" }, plural(t.errors, "error")) : null,
      h("span", { class: "soft" }, clock(t.startMs)),
      h("span", { class: "soft mono" }, t.id),
      h("span", { class: "legend" }, Object.keys(t.services).map(name => service(name))),
      most ? h("span", { class: "soft" }, "critical path (line below the bars): most in ", h("b", null, most[0].split("\n")[1]), " " + percent(most[1], t.duration)) : null);
    replace(ticks, [0, 0.25, 0.5, 0.75].map(part => h("span", { style: { left: 100 * part + "%" } }, duration(Math.round(part * t.duration)))));
  }

  const load = latest(async () => {
    const answer = await get("trace", { id });
    if (!answer) {
      replace(overview, h("button", { type: "button", onclick: () => go("traces") }, "← Traces"), h("h1", null, "Trace ", h("span", { class: "mono" }, id)));
      split.replaceWith(empty("This trace is not here", "It has not arrived yet, or it was among the oldest and left when newer traces came.", null));
      return;
    }
    if (!split.isConnected) { root.replaceChildren(overview, split); }
    answer.byId = new Map(answer.bars.map(bar => [bar.id, bar]));
    answer.parents = new Set(answer.bars.map(bar => bar.parent));
    answer.path = new Map();
    answer.critical.forEach(c => answer.path.set(c.span, [...(answer.path.get(c.span) || []), c]));
    trace = answer;
    header();
    if (!answer.byId.has(chosen)) chosen = (answer.bars.find(bar => bar.status === "error") || answer.bars[0]).id;
    list.selected = chosen;
    list.set(visible());
    list.select(list.index());
  });
  load();
  return {
    list,
    back: () => go("traces"),
    navigate(next) {
      if (next.parts[0] !== id) {
        id = next.parts[0];
        folded = new Set();
        chosen = next.query.get("span") || "";
        load();
      } else if (next.query.get("span") && next.query.get("span") !== chosen) {
        chosen = next.query.get("span");
        load();
      }
    },
    update(state) {
      if (version !== null && version !== state.traceVersion) {
        // other traces change the version, too; this one only while it is young
        if (!trace || Date.now() - trace.trace.startMs < 60000) load();
      }
      version = state.traceVersion;
    },
  };
}
