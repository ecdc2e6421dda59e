// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { clock, empty, h, howToSend, number, pairs, replace, service } from "./dom.js";
import { address, amend, debounce, get, go, latest } from "./net.js";
import { VirtualList } from "./lists.js";
import { services } from "./traces.js";
import { severity } from "./span.js";

const LEVELS = [["", "All severities"], ["debug", "Debug and above"], ["info", "Info and above"], ["warn", "Warnings and errors"], ["error", "Errors"]];

export function logs(root, to) {
  const filter = {
    q: to.query.get("q") || "", service: to.query.get("service") || "", severity: to.query.get("severity") || "", trace: to.query.get("trace") || "",
  };
  let loaded = null;
  const change = (name, value) => { filter[name] = value; amend(filter); load(); };
  const search = h("input", {
    type: "search", value: filter.q, placeholder: "Search: text, exception.type~Timeout, -health", "aria-label": "Search logs",
    oninput: debounce(() => change("q", search.value), 200),
  });
  const from = services(filter.service, value => change("service", value));
  const level = h("select", { "aria-label": "Severity", onchange: () => change("severity", level.value) },
    LEVELS.map(([value, text]) => h("option", { value, selected: value === filter.severity }, text)));
  const only = h("button", {
    type: "button", class: filter.trace ? "" : "hidden", title: "Show all traces", "aria-pressed": "true",
    onclick: () => { only.classList.add("hidden"); change("trace", ""); },
  }, "trace " + filter.trace.slice(0, 8) + "… ✕");
  const note = h("span", { class: "note", role: "status" });
  const detail = h("aside", { class: "detail", "aria-label": "Log record", tabindex: "0" });
  const list = new VirtualList({
    label: "Log records", height: 28, key: log => log.number, open: show, onSelect: show,
    row: log => h("div", { class: "row" },
      h("span", { class: "soft mono" }, clock(log.timeMs)),
      h("span", null, h("span", { class: severity(log.level) }, log.severity || "–")),
      h("span", null, service(log.service)),
      h("span", { title: log.body }, log.event ? h("b", null, log.event + " ") : null, log.body),
      h("span", { class: "soft", title: log.scope }, log.scope.replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, "")),
      h("span", null, log.trace ? h("a", { href: address("trace", [log.trace], { span: log.span }), tabindex: "-1" }, "trace →") : null)),
  });
  const head = h("div", { class: "head", "aria-hidden": "true" }, ["Time", "", "Service", "Message", "Logger", ""].map(text => h("span", null, text)));
  const listing = h("div", { class: "listing logs" }, head, list.element);
  const split = h("div", { class: "split" }, listing, detail);
  root.append(h("div", { class: "bar" }, search, from.element, level, only, note), split);

  function show(log) {
    replace(detail,
      h("section", null, h("h2", null, log.event || log.body.split("\n")[0] || "(empty)"),
        h("div", null, h("span", { class: severity(log.level) }, log.severity || "no severity"), " ", service(log.service), h("span", { class: "soft" }, " · " + clock(log.timeMs)))),
      log.body.includes("\n") || log.body.length > 80 ? h("section", null, h("h3", null, "Body"), h("div", { class: "mono stack", tabindex: "0" }, log.body)) : null,
      log.trace ? h("section", null, h("h3", null, "Trace"), h("a", { class: "mono", href: address("trace", [log.trace], { span: log.span }) }, log.trace)) : null,
      h("section", null, h("h3", null, "Attributes"), log.attributes.length ? pairs(log.attributes) : h("span", { class: "soft" }, "none")),
      h("section", null, h("h3", null, "Logger"), h("span", { class: "mono" }, log.scope || "(no name)")));
  }

  const load = latest(async () => {
    const answer = await get("logs", filter);
    const none = answer.rows.length === 0;
    const content = answer.kept === 0
      ? empty("No log records yet", "Loggers send through an appender of OpenTelemetry for Logback or Log4j, or through java.util.logging, once the exporter of logs is on:", howToSend(["OTEL_LOGS_EXPORTER=otlp"]))
      : empty("Nothing matches", "None of the " + number(answer.kept) + " log records that are kept match the filter.", null);
    const wanted = none ? content : split;
    if (!none && root.lastChild !== split || none && !root.lastChild.isEqualNode(wanted)) root.lastChild.replaceWith(wanted);
    list.set(answer.rows);
    if (list.index() < 0 && !none) { list.selected = answer.rows[0].number; show(answer.rows[0]); list.draw(); }
    note.textContent = number(answer.kept) + " kept" + (answer.rows.length < answer.kept ? ", " + number(answer.rows.length) + " shown" : "");
  });
  return {
    search, list: { move: step => list.move(step), enter: () => {
      const log = list.items[list.index()];
      if (log && log.trace) go("trace", [log.trace], { span: log.span });
    } },
    update(state) {
      from.update(state.services);
      if (loaded !== state.logVersion || state.logs === 0) { loaded = state.logVersion; load(); }
    },
  };
}
