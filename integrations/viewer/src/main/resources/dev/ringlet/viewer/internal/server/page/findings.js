// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { empty, h, number, pairs, plural, replace, service } from "./dom.js";
import { address, amend, debounce, get, go, latest } from "./net.js";
import { VirtualList } from "./lists.js";
import { services } from "./traces.js";

const TAGS = { error: "tag bad", warning: "tag warn", info: "tag" };
const SEVERITIES = [["", "All severities"], ["warning", "Errors and warnings"], ["error", "Errors"]];
const ORDER = ["error", "warning", "info"];

/** What the validator finds wrong: the rule, an example, and what mends it. */
export function findings(root, to) {
  const filter = { q: to.query.get("q") || "", service: to.query.get("service") || "", severity: to.query.get("severity") || "" };
  let answer = null, version = null, shown = "";
  const change = (name, value) => { filter[name] = value; amend(filter); show(); };
  const search = h("input", {
    type: "search", value: filter.q, placeholder: "Search: rule, name, attribute", "aria-label": "Search findings",
    oninput: debounce(() => change("q", search.value), 150),
  });
  const from = services(filter.service, value => change("service", value));
  const severity = h("select", { "aria-label": "Severity", onchange: () => change("severity", severity.value) },
    SEVERITIES.map(([value, text]) => h("option", { value, selected: value === filter.severity }, text)));
  const note = h("span", { class: "note", role: "status" });
  const detail = h("aside", { class: "detail", "aria-label": "Finding", tabindex: "0" });
  const list = new VirtualList({
    label: "Findings", height: 28, key: row => row.key, open: open, onSelect: open,
    row: row => h("div", { class: "row" },
      h("span", null, h("span", { class: TAGS[row.severity] }, row.severity)),
      h("span", { class: "mono" }, row.rule),
      h("span", { title: row.found }, row.found),
      row.service ? service(row.service) : h("span", { class: "soft" }, "no name"),
      h("span", { class: "n soft" }, number(row.occurrences)),
      h("span", null, row.kept ? h("a", { href: address("trace", [row.trace], { span: row.span }), tabindex: "-1" }, "trace →") : null)),
  });
  const head = h("div", { class: "head", "aria-hidden": "true" }, ["", "Rule", "Found", "Service", "Seen", ""].map((text, i) => h("span", { class: i === 4 ? "n" : null }, text)));
  const listing = h("div", { class: "listing findings" }, head, list.element);
  const split = h("div", { class: "split" }, listing, detail);
  root.append(h("div", { class: "bar" }, search, from.element, severity, note), split);

  /** Draws nothing if the row is drawn, so that focus and selection stay. */
  function open(row) {
    const now = JSON.stringify(row);
    if (now === shown) return;
    shown = now;
    replace(detail,
      h("section", null, h("h2", null, row.found), h("div", null, h("span", { class: TAGS[row.severity] }, row.severity), " ", h("span", { class: "mono" }, row.rule))),
      h("section", null, h("h3", null, "What to do"), h("p", { class: "mend" }, row.remedy)),
      row.trace ? h("section", null, h("h3", null, "Example, the last one"), row.kept
        ? h("a", { class: "mono", href: address("trace", [row.trace], { span: row.span }) }, row.trace)
        : h("span", { class: "mono soft", title: "Not kept here any more" }, row.trace)) : null,
      h("section", null, h("h3", null, "Where"), pairs([
        ["service", row.service || "(no service.name)"], ["scope", row.scope], ["name", row.subject], ["attribute", row.attribute], ["seen", number(row.occurrences)],
      ].filter(pair => pair[1]).map(([key, value]) => ({ key, value })))));
  }

  function matches(row) {
    const text = [row.rule, row.found, row.scope, row.subject, row.attribute].join("\n").toLowerCase();
    return (!filter.service || row.service === filter.service)
      && (!filter.severity || ORDER.indexOf(row.severity) <= ORDER.indexOf(filter.severity))
      && filter.q.toLowerCase().split(/\s+/).every(word => text.includes(word));
  }

  function show() {
    if (!answer) return;
    const rows = answer.rows.filter(matches);
    const content = rows.length ? split
      : answer.rows.length ? empty("Nothing matches", "None of the " + number(answer.rows.length) + " findings match the filter.", null)
        : empty("No findings", "The validator of ringlet-validation looks at every trace some seconds after its last span, and at log records and metrics as they come: "
          + "names with ids in them, secrets, types, units and names by version " + answer.conventions + " of the semantic conventions, times that cannot be, parents that are missing.", null);
    if (root.lastChild !== content && !(content !== split && root.lastChild.isEqualNode(content))) root.lastChild.replaceWith(content);
    list.set(rows);
    if (rows.length && list.index() < 0) { list.selected = rows[0].key; list.draw(); }
    if (rows.length) open(rows[list.index()]);
    note.textContent = plural(rows.length, "finding")
      + (answer.leftOut ? ", " + number(answer.leftOut) + " more have no place" : "")
      + (answer.unchecked ? ", " + plural(answer.unchecked, "trace") + " left unchecked" : "")
      + ", rules " + answer.rulesVersion + ", conventions " + answer.conventions;
  }

  const load = latest(async () => { answer = await get("findings"); show(); });
  return {
    search,
    list: { move: step => list.move(step), enter: () => {
      const row = list.items[list.index()];
      if (row && row.kept) go("trace", [row.trace], { span: row.span });
    } },
    update(state) {
      from.update(state.services);
      if (version !== state.findingVersion || state.findings === 0) { version = state.findingVersion; load(); }
    },
  };
}
