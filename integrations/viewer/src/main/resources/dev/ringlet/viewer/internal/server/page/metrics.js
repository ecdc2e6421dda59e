// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { amount, clock, empty, h, howToSend, plural, replace } from "./dom.js";
import { amend, get, go, latest } from "./net.js";
import { heatMap, heatScale, lineChart } from "./charts.js";
import { services } from "./traces.js";

const SPANS = [["", "All that is kept"], ["300", "Last 5 minutes"], ["900", "Last 15 minutes"], ["3600", "Last hour"]];
const TYPES = { gauge: "gauge", sum: "sum", histogram: "histogram", exponential_histogram: "exponential histogram", summary: "summary" };

export function metrics(root, to) {
  let version = null, rows = [], chosen = to.query.get("name") || "";
  const filter = { service: to.query.get("service") || "", last: to.query.get("last") || "" };
  const change = (name, value) => { filter[name] = value; amend(filter); draw(); };
  const search = h("input", { type: "search", placeholder: "Search metrics", "aria-label": "Search metrics", oninput: () => list() });
  const from = services(filter.service, value => change("service", value));
  const last = h("select", { "aria-label": "Time", onchange: () => change("last", last.value) }, SPANS.map(([value, text]) => h("option", { value, selected: value === filter.last }, text)));
  const note = h("span", { class: "note", role: "status" });
  const names = h("aside", { class: "metric-list", "aria-label": "Metrics", role: "listbox", tabindex: "0" });
  const charts = h("div", { class: "charts scroll", tabindex: "0", "aria-label": "Charts" });
  const split = h("div", { class: "split left" }, names, charts);
  root.append(h("div", { class: "bar" }, search, from.element, last, note), split);

  const visible = () => rows.filter(row => (row.name + " " + row.description).toLowerCase().includes(search.value.trim().toLowerCase()));

  function list() {
    replace(names, visible().map(row => h("div", {
      class: "row" + (row.name === chosen ? " selected" : ""), role: "option", "aria-selected": row.name === chosen, title: row.description,
      onclick: () => choose(row.name),
    }, h("span", null, row.name), h("span", { class: "soft" }, row.series > 1 ? "×" + row.series : ""))));
    const selected = names.querySelector(".selected");
    if (selected) selected.scrollIntoView({ block: "nearest" });
  }

  function choose(name) {
    chosen = name;
    amend({ name });
    list();
    draw();
  }

  const draw = latest(async () => {
    const since = filter.last ? Date.now() - 1000 * Number(filter.last) : "";
    const chart = await get("metric", { name: chosen, service: filter.service, since });
    if (!chart || chart.metric.name !== chosen) return;
    const unit = chart.metric.unit + (chart.rate ? "/s" : "");
    const several = new Set(chart.lines.map(line => line.service)).size > 1;
    const lines = chart.lines.filter(line => line.values.some(value => value !== null)).map(line => ({ ...line, title: [several || !line.label ? line.service : "", line.label].filter(Boolean).join(" · ") }));
    const marks = chart.exemplars.map(mark => ({ ...mark, label: amount(mark.value, chart.metric.unit) + " at " + clock(mark.timeMs) }));
    const open = mark => mark.kept && go("trace", [mark.trace], { span: mark.span });
    const card = (title, extra) => {
      const box = h("div", { class: "plot" });
      return { box, element: h("section", { class: "chart" }, h("header", null, h("h2", null, title), extra), box) };
    };
    const head = h("div", null, h("h1", null, chart.metric.name), h("div", { class: "soft" },
      [TYPES[chart.metric.type], chart.metric.unit && "unit " + chart.metric.unit, chart.metric.delta ? "delta" : "", plural(chart.series, "series", "series"), chart.metric.description].filter(Boolean).join(" · ")));
    const heat = chart.heat && chart.heat.bounds.length > 1 && chart.heat.times.length ? card("Distribution", heatScale(chart.heat)) : null;
    const title = chart.rate ? "Rate per second" : chart.metric.type.endsWith("histogram") || chart.metric.type === "summary" ? "Mean" : "Value";
    const plain = lines.length ? card(title, h("span", { class: "soft" }, chart.series > chart.lines.length ? "first " + chart.lines.length + " of " + chart.series + " series" : "")) : null;
    const examples = marks.length ? h("section", { class: "chart" }, h("header", null, h("h2", null, "Exemplars"), h("span", { class: "soft" }, "diamonds in the charts; each leads to its trace")),
      h("div", { class: "legend" }, marks.slice(-12).reverse().map(mark => mark.kept
        ? h("button", { type: "button", class: "plain", onclick: () => open(mark) }, mark.label)
        : h("span", { title: "Its trace is not kept" }, mark.label)))) : null;
    const top = charts.scrollTop;
    replace(charts, head,
      heat ? heat.element : null, plain ? plain.element : null, examples,
      !heat && !plain ? h("p", { class: "soft" }, "One point so far: a rate and a mean need two.") : null);
    if (heat) heatMap(heat.box, chart.heat, chart.metric.unit, marks, open);
    if (plain) lineChart(plain.box, lines, chart.rate && chart.metric.unit.startsWith("{") ? "" : chart.rate && (!chart.metric.unit || chart.metric.unit === "1") ? "" : unit, chart.rate || heat ? [] : marks, open);
    charts.scrollTop = top;
  });

  const load = latest(async () => {
    rows = await get("metrics");
    if (!rows.length) {
      split.replaceWith(empty("No metrics yet", "SDKs send metrics once a minute by default. A shorter interval is pleasant while you look:", howToSend(["OTEL_METRIC_EXPORT_INTERVAL=5000"])));
      note.textContent = "";
      return;
    }
    if (!split.isConnected) root.lastChild.replaceWith(split);
    if (!rows.some(row => row.name === chosen)) chosen = (rows.find(row => row.type.endsWith("histogram")) || rows[0]).name;
    note.textContent = plural(rows.length, "metric");
    list();
    draw();
  });
  return {
    search,
    list: {
      move(step) {
        const all = visible(), i = all.findIndex(row => row.name === chosen);
        if (all.length) choose(all[Math.max(0, Math.min(all.length - 1, i + step))].name);
      },
      enter: () => charts.focus(),
    },
    update(state) {
      from.update(state.services);
      if (version !== state.metricVersion) { version = state.metricVersion; load(); }
    },
  };
}
