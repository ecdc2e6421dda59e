// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { clock, duration, empty, h, number, percent, plural, replace, service } from "./dom.js";
import { address, get, go, latest } from "./net.js";
import { VirtualList } from "./lists.js";

const KINDS = { latency: "slower", errors: "errors", new_exception: "new exception" };
/** What a search takes for no attribute. */
const FIELDS = ["name", "kind", "status", "service", "duration", "spans", "errors", "trace"];

/** What routes did not do before. */
export function anomalies(root) {
  let version = null, shown = "";
  const note = h("span", { class: "note", role: "status" });
  const bar = h("div", { class: "bar" }, h("h1", null, "What is unusual"),
    h("span", { class: "soft" }, "each route is compared with its own history, every ten seconds"), note);
  const detail = h("aside", { class: "detail", "aria-label": "Anomaly", tabindex: "0" });
  const list = new VirtualList({
    label: "Anomalies", height: 28, key: row => row.number, open, onSelect: open,
    row: row => h("div", { class: "row" },
      h("span", { class: "soft mono" }, clock(row.timeMs)),
      h("span", null, h("span", { class: row.kind === "latency" ? "tag warn" : "tag bad" }, KINDS[row.kind])),
      service(row.service),
      h("span", { class: "name", title: row.route }, row.route),
      h("span", { title: summary(row) }, summary(row)),
      h("span", null, row.open ? h("span", { class: "tag bad" }, "goes on") : null)),
  });
  const head = h("div", { class: "head", "aria-hidden": "true" }, ["Time", "", "Service", "Route", "What", ""].map(text => h("span", null, text)));
  const listing = h("div", { class: "listing anomalies" }, head, list.element);
  const split = h("div", { class: "split" }, listing, detail);
  root.append(bar, split);

  function summary(row) {
    if (row.kind === "latency") return `p${Math.round(100 * row.quantile)} ${duration(Math.round(row.observed))}, before ${duration(Math.round(row.expected))}`;
    if (row.kind === "errors") return `${percent(row.observed, 1)} fail, before ${percent(row.expected, 1)}`;
    return row.exceptionType;
  }

  function share(part) {
    return h("td", { class: "n" }, h("div", { class: "meter", "aria-hidden": "true" }, h("i", { style: { width: 100 * part + "%" } })), percent(part, 1));
  }

  /** A link to the traces with a value, if the search can say it. */
  function attribute({ key, value }, from) {
    const text = key + "=" + value;
    return /^[\p{L}_][\p{L}\p{N}_.\-/]*$/u.test(key) && !FIELDS.includes(key) && !value.includes('"')
      ? h("a", { href: address("traces", [], { q: `${key}="${value}"`, service: from }) }, text) : text;
  }

  /** Draws nothing if the row is drawn, so that focus and selection stay. */
  function open(row) {
    const now = JSON.stringify(row);
    if (now === shown) return;
    shown = now;
    replace(detail,
      h("section", null, h("h2", null, row.route), h("div", null, service(row.service), h("span", { class: "soft" }, " · " + clock(row.timeMs))),
        h("p", null, h("span", { class: row.kind === "latency" ? "tag warn" : "tag bad" }, KINDS[row.kind]), " " + summary(row)),
        row.kind === "new_exception" ? null : h("p", { class: "soft" }, `${number(row.affected)} of ${plural(row.spans, "span")} ${row.kind === "latency" ? "are among the slowest tenth of before" : "have an error"}`)),
      h("section", null, h("h3", null, "Example: " + (row.kind === "latency" ? "the slowest" : "the first")), row.kept
        ? h("a", { class: "mono", href: address("trace", [row.trace], { span: row.span }) }, row.trace)
        : h("span", { class: "mono soft", title: "Not kept here any more" }, row.trace)),
      row.slowestChild ? h("section", null, h("h3", null, "Its slowest child"), h("div", null, row.slowestChild), h("div", { class: "soft" }, duration(row.slowestChildDuration))) : null,
      h("section", null, h("h3", null, "What separates the affected spans"), row.differences.length
        ? h("table", null, h("thead", null, h("tr", null, ["Attribute", "Affected", "Others"].map((text, i) => h("th", { scope: "col", class: i ? "n" : null }, text)))),
          h("tbody", null, row.differences.map(each => h("tr", null,
            h("td", null, attribute(each, row.service)),
            share(each.affected), share(each.others)))))
        : h("span", { class: "soft" }, "no attribute value is more frequent among them")));
  }

  const load = latest(async () => {
    const answer = await get("anomalies");
    const content = answer.rows.length ? split : empty("Nothing unusual",
      "A route is known after 200 requests and ten windows (100 seconds; up to 20 minutes if there are few requests). From then on it is shown here when its latencies leave their own history or its errors burst, and after 1,000 requests when it has an exception of a new type.", null);
    if (root.lastChild !== content && !(content !== split && root.lastChild.isEqualNode(content))) root.lastChild.replaceWith(content);
    list.set(answer.rows);
    if (answer.rows.length && list.index() < 0) { list.selected = answer.rows[0].number; list.draw(); }
    if (answer.rows.length) open(answer.rows[list.index()]);
    note.textContent = plural(answer.found, "anomaly", "anomalies") + (answer.found > answer.rows.length ? ", the last " + answer.rows.length + " kept" : "")
      + (answer.unwatched ? ", " + number(answer.unwatched) + " spans on routes beyond the first 500" : "");
  });
  return {
    list: { move: step => list.move(step), enter: () => {
      const row = list.items[list.index()];
      if (row && row.kept) go("trace", [row.trace], { span: row.span });
    } },
    update(state) {
      const now = state.anomalyVersion + " " + state.openAnomalies;
      if (version !== now) { version = now; load(); }
    },
  };
}
