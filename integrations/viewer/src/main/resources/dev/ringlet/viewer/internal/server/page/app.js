// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { h, number, plural, replace } from "./dom.js";
import { clear, listen, route } from "./net.js";
import { traces } from "./traces.js";
import { waterfall } from "./waterfall.js";
import { map } from "./map.js";
import { logs } from "./logs.js";
import { metrics } from "./metrics.js";
import { profiles } from "./profiles.js";
import { anomalies } from "./anomalies.js";
import { findings } from "./findings.js";
import { health } from "./health.js";

// A view is a function of the element that it fills and of the route. It gives back an object with
// update(state), called when something changed and nothing is paused; and, where they make sense,
// search (the field of /), list (what j, k and Enter move), back (for Esc) and navigate(route).
const VIEWS = { traces, map, logs, metrics, profiles, anomalies, findings, health };
const TABS = Object.keys(VIEWS);
const at = id => document.getElementById(id);

const app = { state: null, view: null, name: "", paused: false };

function tabs() {
  replace(at("tabs"), TABS.map((name, i) => h("a", {
    href: "#/" + name,
    title: "Key " + (i + 1),
    "aria-current": name === route().view || name === "traces" && route().view === "trace" ? "page" : null,
  }, name[0].toUpperCase() + name.slice(1), badge(name))));
}

/** How many there are, for those who look at another view. */
function badge(name) {
  const state = app.state;
  if (!state) return null;
  if (name === "anomalies" && state.openAnomalies) return h("span", { class: "badge bad", title: "that go on" }, number(state.openAnomalies));
  if (name === "findings" && state.errors) return h("span", { class: "badge bad", title: "errors" }, number(state.errors));
  if (name === "findings" && state.warnings) return h("span", { class: "badge warn", title: "warnings" }, number(state.warnings));
  return null;
}

function show() {
  const to = route();
  tabs();
  if (app.view && app.name === to.view && app.view.navigate) {
    app.view.navigate(to);
    return;
  }
  const create = to.view === "trace" ? waterfall : VIEWS[to.view] || traces;
  if (app.view && app.view.close) app.view.close();
  at("view").replaceChildren();
  app.name = to.view;
  app.view = create(at("view"), to, app);
  document.title = (to.view === "trace" ? "Trace" : to.view[0].toUpperCase() + to.view.slice(1)) + " · Ringlet viewer";
  if (app.state) app.view.update(app.state);
}

function onState(state) {
  const counts = all => all && [all.openAnomalies, all.errors, all.warnings].join();
  const changed = counts(state) !== counts(app.state);
  app.state = state;
  if (changed && !at("tabs").contains(document.activeElement)) tabs();
  at("counts").textContent = [
    plural(state.spans, "span"), plural(state.logs, "log"), plural(state.series, "series", "series"),
  ].join(" · ");
  at("counts").title = plural(state.traceCount, "trace") + " kept, " + Math.round(state.used * 100) + " % of the memory for spans in use"
    + (state.evictedTraces ? ", " + plural(state.evictedTraces, "older trace") + " left" : "");
  if (!app.paused && app.view) app.view.update(state);
}

function onLive(live) {
  const box = at("live");
  box.className = "live " + (live ? (app.paused ? "" : "on") : "off");
  const text = live ? (app.paused ? "paused" : "live") : "viewer stopped";
  if (box.textContent !== text) box.textContent = text;
}

function pause() {
  app.paused = !app.paused;
  at("pause").setAttribute("aria-pressed", app.paused);
  at("pause").textContent = app.paused ? "Resume" : "Pause";
  onLive(true);
  if (!app.paused && app.state && app.view) app.view.update(app.state);
}

function theme(name) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = name || system;
}

function stored() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}

function toggleTheme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("theme", next); } catch { /* a private window */ }
  theme(next);
  if (app.view && app.view.close) app.view.close();
  app.view = null;
  show();
}

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    else if (app.view.back) app.view.back();
    return;
  }
  if (typing) return;
  const list = app.view && app.view.list;
  const onControl = /^(BUTTON|A)$/.test(event.target.tagName);
  const actions = {
    "/": () => app.view.search && app.view.search.focus(),
    "?": () => at("keys").showModal(),
    p: pause,
    j: () => list && list.move(1),
    k: () => list && list.move(-1),
    Enter: onControl ? null : () => list && list.enter(),
  };
  TABS.forEach((name, i) => { actions[i + 1] = () => { location.hash = "#/" + name; }; });
  const action = actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
}

theme(stored());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!stored()) { theme(null); app.view = null; show(); } });
at("pause").addEventListener("click", pause);
at("theme").addEventListener("click", toggleTheme);
at("help").addEventListener("click", () => at("keys").showModal());
at("clear").addEventListener("click", () => clear());
addEventListener("keydown", onKey);
addEventListener("hashchange", show);
show();
listen(onState, onLive);
