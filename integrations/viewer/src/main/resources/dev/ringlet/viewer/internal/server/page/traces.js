// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { clock, duration, empty, h, howToSend, number, replace, service } from "./dom.js";
import { amend, debounce, get, go, latest } from "./net.js";
import { VirtualList } from "./lists.js";

const PAGE = 60, MARGIN = 60;

/** A choice of services that keeps up with the state. */
export function services(value, onChange) {
  const select = h("select", { "aria-label": "Service", onchange: () => onChange(select.value) });
  let shown = null;
  const update = names => {
    const all = value && !names.includes(value) ? [...names, value] : names;
    if (shown === all.join("\n")) return;
    shown = all.join("\n");
    replace(select, h("option", { value: "" }, "All services"), all.map(name => h("option", { value: name, selected: name === value }, name)));
    select.value = value;
  };
  select.addEventListener("change", () => { value = select.value; });
  update([]);
  return { element: select, update };
}

export function traces(root, to) {
  const filter = {
    q: to.query.get("q") || "", service: to.query.get("service") || "", status: to.query.get("status") || "",
    min: to.query.get("min") || "", max: to.query.get("max") || "",
  };
  // While the top is in sight the list is live. Below, it is what there was when the top was left, so that rows stay.
  let loaded = null, until = "", newest = 0, source = "";
  const change = (name, value) => { filter[name] = value; amend(filter); until = ""; list.element.scrollTop = 0; load(); };
  const millis = nanos => nanos ? String(nanos / 1e6) : "";
  const search = h("input", {
    type: "search", value: filter.q, placeholder: "Search: text, http.route=/checkout, duration>100ms", "aria-label": "Search traces",
    oninput: debounce(() => change("q", search.value), 200),
  });
  const from = services(filter.service, value => change("service", value));
  const status = h("select", { "aria-label": "Status", onchange: () => change("status", status.value) },
    [["", "Any status"], ["error", "With errors"], ["ok", "Without errors"]].map(([value, text]) => h("option", { value, selected: value === filter.status }, text)));
  const bound = (name, text) => {
    const input = h("input", {
      type: "number", min: "0", step: "any", value: millis(filter[name]), placeholder: "ms", "aria-label": text + " duration in milliseconds",
      oninput: debounce(() => change(name, input.value === "" ? "" : Math.round(Number(input.value) * 1e6)), 200),
    });
    return h("label", null, text, input);
  };
  const note = h("span", { class: "note", role: "status" });
  let longest = 1;
  const list = new VirtualList({
    label: "Traces", height: 28, key: trace => trace.id, open: trace => go("trace", [trace.id]),
    onMissing: () => load(),
    onScroll: () => {
      if (list.atTop() !== (until === "")) { until = list.atTop() ? "" : newest; load(); }
    },
    row: trace => h("div", { class: "row" + (trace.errors ? " error" : "") },
      h("span", { class: "soft mono" }, clock(trace.startMs)),
      h("span", { class: "name", title: trace.name }, trace.rooted ? null : h("span", { class: "tag warn", title: "The parent of this span was not received" }, "no root"), trace.rooted ? null : " ", trace.name || "(no name)"),
      h("span", { title: Object.entries(trace.services).map(([name, count]) => name + " " + count).join("\n") }, service(trace.service),
        Object.keys(trace.services).length > 1 ? h("span", { class: "soft" }, " +" + (Object.keys(trace.services).length - 1)) : null),
      h("span", { "aria-hidden": "true" }, h("i", { class: "bars", style: { width: Math.max(1, 100 * trace.duration / longest) + "%" } })),
      h("span", { class: "n" }, duration(trace.duration)),
      h("span", { class: "n soft" }, number(trace.spans)),
      h("span", { class: trace.errors ? "n bad" : "n soft" }, trace.errors ? number(trace.errors) + (trace.errors === 1 ? " error" : " err") : "")),
  });
  const head = h("div", { class: "head", "aria-hidden": "true" }, ["Time", "Name", "Service", "", "Duration", "Spans", ""].map((text, i) => h("span", { class: i > 3 ? "n" : null }, text)));
  const listing = h("div", { class: "listing traces" }, head, list.element);
  root.append(h("div", { class: "bar" }, search, from.element, status, bound("min", "from"), bound("max", "to"), note), listing);

  const load = latest(async () => {
    const [first, last] = list.range();
    const offset = Math.max(0, first - MARGIN), asked = until;
    const answer = await get("traces", { ...filter, until: asked, offset, limit: Math.max(last - offset, PAGE) + MARGIN });
    if (asked !== until) return load();
    if (answer.kept === 0) {
      show(empty("No traces yet", "The viewer listens. Set this in an application, in any language, and call it:", howToSend()));
      note.textContent = "";
      return;
    }
    if (answer.matching === 0) {
      show(empty("Nothing matches", "None of the " + number(answer.kept) + " traces that are kept match the filter. Press ? for what a search can say.", null));
    } else show(list.element);
    longest = answer.longest;
    newest = answer.newest;
    const now = JSON.stringify([filter, asked]);
    // rows of a list that stays are kept; of a live one only those that came now have their place
    const items = asked && now === source ? list.items.slice(0, answer.matching) : [];
    source = now;
    items.length = answer.matching;
    answer.rows.forEach((row, i) => { items[answer.offset + i] = row; });
    list.set(items);
    note.textContent = number(answer.matching) + (answer.matching === answer.kept ? "" : " of " + number(answer.kept)) + " traces"
      + (asked && newest > asked && Object.values(filter).every(value => value === "") ? ", " + number(newest - asked) + " newer" : "");
  });
  const show = element => {
    if (listing.lastChild !== element && (element === list.element || !listing.lastChild.isEqualNode(element))) listing.lastChild.replaceWith(element);
  };
  return {
    search, list,
    update(state) {
      from.update(state.services);
      if (loaded !== state.traceVersion) { loaded = state.traceVersion; load(); }
    },
  };
}
