// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { amount, clock, empty, h, howToSend, number, pairs, percent, replace, service } from "./dom.js";
import { get, latest } from "./net.js";

const SIGNALS = ["traces", "metrics", "logs", "profiles"];
const HOW = "OTEL_EXPERIMENTAL_SDK_TELEMETRY_VERSION=latest   # SDKs for Java; Ringlet also: -Dringlet.self.telemetry.enabled=true";

export function health(root) {
  let open = new Set(), last = 0;
  const bar = h("div", { class: "bar" }, h("h1", null, "Resources and SDK health"), h("span", { class: "note", role: "status" }));
  const body = h("div", { class: "cards scroll", tabindex: "0", "aria-label": "Resources and SDK health" });
  root.append(bar, body);

  const heads = (...texts) => h("thead", null, h("tr", null, texts.map(text => h("th", { scope: "col", class: text.startsWith(">") ? "n" : null }, text.replace(">", "")))));

  function readings(all) {
    const losses = all.filter(each => each.cause && each.value > 0);
    const rest = all.filter(each => !(each.cause && each.value > 0));
    const row = each => h("tr", { class: each.cause && each.value > 0 ? "bad" : null },
      h("td", null, service(each.service)), h("td", null, each.metric), h("td", null, each.cause || ""), h("td", { class: "n" }, number(each.value)), h("td", { class: "soft mono" }, each.component));
    return h("section", { class: "card" }, h("h2", null, "What SDKs say of themselves"),
      all.length
        ? [losses.length
          ? h("p", { class: "bad" }, number(losses.reduce((sum, each) => sum + each.value, 0)) + " items lost; by cause:")
          : h("p", { class: "good" }, "No losses."),
        h("table", null, heads("Service", "Metric (otel.sdk.*)", "Cause", ">Value", "Component"), h("tbody", null, losses.map(row), rest.map(row)))]
        : [h("p", { class: "soft" }, "No SDK has sent metrics of itself. This switches them on:"), h("code", null, HOW)]);
  }

  function senders(all) {
    return h("section", { class: "card" }, h("h2", null, "Resources"), h("table", null,
      heads("Service", "Instance", ">Spans", ">Points", ">Logs", ">Profiles", ">Last"),
      h("tbody", null, all.map((each, i) => {
        const find = key => (each.attributes.find(a => a.key === key) || {}).value;
        const instance = find("service.instance.id") || find("host.name") || "";
        const id = each.service + "\n" + JSON.stringify(each.attributes);
        const more = h("tr", { class: open.has(id) ? null : "hidden" }, h("td", { colspan: 7 }, pairs(each.attributes)));
        const button = h("button", {
          type: "button", class: "plain", "aria-expanded": open.has(id),
          onclick: () => { if (!open.delete(id)) open.add(id); more.classList.toggle("hidden"); button.setAttribute("aria-expanded", open.has(id)); },
        }, service(each.service));
        return [h("tr", null, h("td", null, button),
          h("td", { class: "soft" }, [instance.slice(0, 36), find("telemetry.sdk.language"), find("telemetry.sdk.name"), find("telemetry.sdk.version")].filter(Boolean).join(" · ")),
          SIGNALS.map(signal => h("td", { class: "n" }, number(each.items[signal]))), h("td", { class: "n soft" }, clock(each.lastMs))), more];
      }))));
  }

  function kept(all) {
    return h("section", { class: "card" }, h("h2", null, "What this viewer keeps"), h("p", { class: "soft" }, "The oldest leaves when the memory of a signal is full."), h("table", null,
      heads("Signal", ">Items", ">Memory", "", ">Older ones that left"),
      h("tbody", null, all.map(each => h("tr", null, h("td", null, each.signal), h("td", { class: "n" }, number(each.items)),
        h("td", { class: "n" }, amount(each.bytes, "bytes") + " of " + amount(each.limitBytes, "bytes")),
        h("td", null, h("div", { class: "meter", title: percent(each.bytes, each.limitBytes) }, h("i", { style: { width: Math.min(100, 100 * each.bytes / each.limitBytes) + "%" } }))),
        h("td", { class: "n" }, number(each.evicted)))))));
  }

  const load = latest(async () => {
    const answer = await get("health");
    if (!answer.senders.length) {
      replace(body, empty("Nothing received yet", "Set this in an application:", howToSend()));
      return;
    }
    const focus = [...body.querySelectorAll("button")].indexOf(document.activeElement);
    replace(body, readings(answer.readings), senders(answer.senders), kept(answer.kept));
    if (focus >= 0) body.querySelectorAll("button")[focus]?.focus();
  });
  return {
    update() {
      if (Date.now() - last < 1500) return;
      last = Date.now();
      load();
    },
  };
}
