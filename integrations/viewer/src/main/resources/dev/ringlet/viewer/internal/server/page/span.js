// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { clock, duration, h, pairs, plural, service } from "./dom.js";
import { address } from "./net.js";
import { flameLink } from "./flame.js";

/** All that a span says. */
export function spanDetail(span) {
  const section = (title, ...content) => h("section", null, title ? h("h3", null, title) : null, content);
  return [
    section(null,
      h("h2", null, span.name || "(no name)"),
      h("div", null, service(span.service), h("span", { class: "soft" }, " · " + span.kind + " · " + duration(span.duration) + " · " + clock(span.startMs))),
      span.status === "error"
        ? h("p", null, h("span", { class: "tag bad" }, "error"), " " + span.message)
        : span.status === "ok" ? h("span", { class: "tag" }, "ok") : null),
    span.events.length ? section(plural(span.events.length, "event"), span.events.map(event => [
      h("div", null, h("b", null, event.name), h("span", { class: "soft" }, " +" + duration(Math.max(0, event.offset)))),
      pairs(event.attributes),
    ])) : null,
    section(plural(span.attributes.length, "attribute"),
      pairs(span.attributes),
      span.dropped ? h("p", { class: "warn" }, span.dropped + " dropped by limits of the SDK") : null),
    span.links.length ? section(plural(span.links.length, "link"), span.links.map(link => [
      link.kept
        ? h("a", { class: "mono", href: address("trace", [link.trace], { span: link.span }) }, link.trace)
        : h("span", { class: "mono soft", title: "Not kept here" }, link.trace),
      pairs(link.attributes),
    ])) : null,
    span.logs.length ? section(plural(span.logs.length, "log record"), span.logs.map(log =>
      h("div", null, h("span", { class: severity(log.level) }, log.severity), " ", log.body || log.event))) : null,
    span.samples ? section("Profile", flameLink(span.trace, span.id)) : null,
    section("Links to",
      h("div", null, h("a", { href: address("logs", [], { trace: span.trace }) }, "Logs of the trace")),
      h("div", null, h("a", { href: address("traces", [], { q: `name="${span.name.replaceAll('"', "")}"` }) }, "Traces with this span name"))),
    section("Resource", pairs(span.resource)),
    section("Scope", h("div", { class: "mono" }, span.scope || "(no name)"), pairs(span.scopeAttributes)),
    section("Ids", pairs([
      { key: "trace", value: span.trace }, { key: "span", value: span.id },
      ...(span.parent ? [{ key: "parent", value: span.parent }] : []), ...(span.state ? [{ key: "tracestate", value: span.state }] : []),
    ])),
  ];
}

export function severity(level) {
  return "tag" + (level >= 17 ? " bad" : level >= 13 ? " warn" : "");
}
