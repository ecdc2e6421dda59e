// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { amount, clock, empty, h, howToSend, number, percent, replace } from "./dom.js";
import { address, amend, get, latest } from "./net.js";
import { FlameGraph } from "./flame.js";

const NAMES = { cpu: "CPU", alloc_space: "Allocation", delay: "Lock delay", contentions: "Lock contentions", off_cpu: "Off CPU", exceptions: "Exceptions" };
const COMPARE = [["", "Compare with…"], ["half", "first half with second half of the time"], ["minute", "all before with the last minute"], ["service", "another service"], ["span", "another span name"]];

export function profiles(root, to) {
  let version = null, kinds = null;
  const filter = {
    type: to.query.get("type") || "", service: to.query.get("service") || "", span_name: to.query.get("span_name") || "",
    trace: to.query.get("trace") || "", span: to.query.get("span") || "", compare: to.query.get("compare") || "", other: to.query.get("other") || "",
  };
  const change = (name, value) => { filter[name] = value; amend(filter); draw(); };
  const graph = new FlameGraph();
  const search = h("input", { type: "search", placeholder: "Search methods", "aria-label": "Search methods", oninput: () => { graph.search = search.value.trim().toLowerCase(); graph.draw(); } });
  const select = (label, name) => {
    const element = h("select", { "aria-label": label, onchange: () => change(name, element.value) });
    return element;
  };
  const options = (element, all, value) => {
    if (element.dataset.shown !== JSON.stringify(all)) {
      element.dataset.shown = JSON.stringify(all);
      replace(element, all.map(([key, text]) => h("option", { value: key }, text)));
    }
    element.value = value;
  };
  const type = select("Type", "type"), service = select("Service", "service"), span = select("Span", "span_name");
  const compare = select("Compare", "compare"), other = select("Compare with", "other");
  const only = h("a", { class: "tag", href: "#/profiles" });
  const note = h("span", { class: "note", role: "status" });
  const legend = h("div", { class: "legend" });
  const table = h("div");
  const body = h("div", { class: "body scroll", tabindex: "0", "aria-label": "Profile" },
    h("div", { class: "pad" }, legend), h("div", { class: "graph" }, graph.element), graph.below, h("div", { class: "pad" }, h("div", { class: "card" }, h("h2", null, "Methods by what they cost themselves"), table)));
  root.append(h("div", { class: "bar" }, type, service, span, compare, other, only, search, note), body);

  /** Parameters of the second selection. */
  function second() {
    const { firstMs, lastMs } = kinds;
    const same = { other_service: filter.service, other_span_name: filter.span_name };
    if (filter.compare === "half") {
      const middle = Math.ceil((firstMs + lastMs) / 2);
      return { compare: true, to: middle, ...same, other_from: middle };
    }
    if (filter.compare === "minute") return { compare: true, to: Math.round(lastMs - 60000), ...same, other_from: Math.round(lastMs - 60000) };
    if (filter.compare === "service" && filter.other) return { compare: true, ...same, other_service: filter.other };
    if (filter.compare === "span" && filter.other) return { compare: true, ...same, other_span_name: filter.other };
    return {};
  }

  const draw = latest(async () => {
    if (!kinds || !kinds.kinds.length) return;
    const types = [...new Map(kinds.kinds.map(kind => [kind.type, kind])).values()];
    if (!types.some(kind => kind.type === filter.type)) filter.type = (types.find(kind => kind.type === "cpu") || types[0]).type;
    const flame = await get("flame", { type: filter.type, service: filter.service, span_name: filter.span_name, trace: filter.trace, span: filter.span, ...second() });
    const names = [...new Set(kinds.kinds.map(kind => kind.service))].sort();
    options(type, types.map(kind => [kind.type, NAMES[kind.type] || kind.type]), filter.type);
    options(service, [["", "All services"], ...names.map(name => [name, name])], filter.service);
    const all = flame.spans.reduce((sum, each) => sum + each.value, 0);
    options(span, [["", "All spans"], ...flame.spans.map(each => [each.name, each.name + " · " + percent(each.value, all)])], filter.span_name);
    options(compare, COMPARE, filter.compare);
    const others = filter.compare === "service" ? names.filter(name => name !== filter.service) : filter.compare === "span" ? flame.spans.map(each => each.name).filter(name => name !== filter.span_name) : [];
    other.classList.toggle("hidden", !others.length);
    options(other, [["", "choose"], ...others.map(name => [name, name])], filter.other);
    only.classList.toggle("hidden", !filter.span);
    only.textContent = "span " + filter.span + " ✕";
    graph.set(flame);
    replace(legend, graph.compares
      ? [key("hsl(6 70% 76%)", "more in the second"), key("hsl(212 70% 76%)", "less in the second"), "the wider of both shares is the width"]
      : [key("var(--flame-own)", "the application"), key("var(--flame-library)", "libraries"), key("var(--flame-jdk)", "the JDK"), "click a frame to look closer, the top row to go back"],
    filter.span ? h("a", { href: address("trace", [filter.trace], { span: filter.span }) }, "← to the span") : null,
    flame.cut ? h("span", { class: "warn" }, "some deep stacks are cut") : null);
    replace(table, graph.table());
    note.textContent = amount(flame.value[0], flame.unit) + " · " + number(kinds.kinds.filter(k => k.type === filter.type).reduce((sum, k) => sum + k.samples, 0)) + " samples"
      + (kinds.firstMs ? " since " + clock(kinds.firstMs).slice(0, 8) : "");
  });
  const key = (color, text) => h("span", null, h("i", { class: "dot", style: { background: color } }), text);

  const load = latest(async () => {
    kinds = await get("profiles");
    if (!kinds.kinds.length) {
      body.replaceWith(empty("No profiles yet", "Ringlet profiles a JVM with the JDK's flight recorder when ringlet-sdk-profiles is on the class path and this is set:", howToSend(["RINGLET_PROFILES_ENABLED=true"])));
      [type, service, span, compare, other, only].forEach(element => element.classList.add("hidden"));
      return;
    }
    if (!body.isConnected) {
      root.lastChild.replaceWith(body);
      [type, service, span, compare].forEach(element => element.classList.remove("hidden"));
    }
    draw();
  });
  return {
    search,
    back: () => { graph.focus = graph.focus.slice(0, -1); graph.draw(); },
    navigate(next) {
      for (const name of Object.keys(filter)) filter[name] = next.query.get(name) || "";
      load();
    },
    update(state) {
      if (version !== state.profileVersion || state.samples === 0) { version = state.profileVersion; load(); }
    },
  };
}
