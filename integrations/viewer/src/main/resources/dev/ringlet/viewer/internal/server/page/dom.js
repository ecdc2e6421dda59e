// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

// Elements, numbers and colours. Text from telemetry only ever becomes a text node or an attribute's value.

const SVG = "http://www.w3.org/2000/svg";

/** h("div", {class: "row", onclick: f}, "text", child): attributes by name, listeners by "on…". */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
}

export function duration(nanos) {
  if (nanos === 0) return "0";
  return scaled(nanos, [[1, "ns"], [1e3, "µs"], [1e6, "ms"], [1e9, "s"], [60e9, "min"]]);
}

function scaled(value, steps) {
  let i = 0;
  while (i + 1 < steps.length && value >= steps[i + 1][0]) i++;
  const n = value / steps[i][0];
  return (Number.isInteger(n) || n >= 100 ? Math.round(n) : n.toFixed(n >= 10 ? 1 : 2)) + " " + steps[i][1];
}

/** A value with its unit, short. */
export function amount(value, unit) {
  if (value === null || value === undefined) return "–";
  if (unit === "nanoseconds" || unit === "ns") return duration(value);
  if (unit === "s" && Math.abs(value) < 1e5) return duration(value * 1e9);
  if (unit === "ms" && Math.abs(value) < 1e8) return duration(value * 1e6);
  if (unit === "bytes" || unit === "By") return scaled(value, [[1, "B"], [1024, "KiB"], [1048576, "MiB"], [1073741824, "GiB"]]);
  const plain = !unit || unit === "1" || unit === "count" || /^\{.*\}$/.test(unit);
  return number(value) + (plain ? "" : " " + unit);
}

export function number(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size >= 1e9) return (value / 1e9).toFixed(1) + "G";
  if (size >= 1e6) return (value / 1e6).toFixed(1) + "M";
  if (size >= 1e4) return Math.round(value).toLocaleString("en");
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return size >= 100 ? value.toFixed(0) : size >= 1 ? value.toFixed(2) : value.toPrecision(3);
}

export function percent(part, whole) {
  if (!whole) return "0 %";
  const share = 100 * part / whole;
  return (share > 0 && share < 10 ? share.toFixed(1) : share.toFixed(0)) + " %";
}

export function clock(ms) {
  const d = new Date(ms);
  const two = n => String(n).padStart(2, "0");
  return two(d.getHours()) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds()) + "." + String(d.getMilliseconds()).padStart(3, "0");
}

export function plural(count, one, many) {
  return number(count) + " " + (count === 1 ? one : many || one + "s");
}

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

export function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const HUES = [215, 28, 150, 268, 345, 190, 95, 50, 310, 8];
const known = new Map();

/** One colour a name, in the order in which names come; the same in all views. */
export function color(name, strength) {
  if (!known.has(name)) known.set(name, known.size);
  const i = known.get(name);
  const hue = (HUES[i % HUES.length] + 17 * Math.floor(i / HUES.length)) % 360;
  const soft = strength === "soft";
  return isDark()
    ? `hsl(${hue} ${soft ? "38% 36%" : "62% 66%"})`
    : `hsl(${hue} ${soft ? "62% 78%" : "58% 44%"})`;
}

export function service(name) {
  return h("span", null, h("i", { class: "dot", style: { background: color(name) } }), name);
}

/** Attributes as a list of pairs. */
export function pairs(attributes, extra) {
  return h("dl", { class: "pairs" }, attributes.map(a => [
    h("dt", null, a.key),
    h("dd", { class: /stacktrace$/.test(a.key) ? "stack" : null }, a.value, extra ? extra(a) : null),
  ]));
}

export function empty(title, text, command) {
  return h("div", { class: "empty" }, h("h1", null, title), h("p", null, text), command ? h("pre", { tabindex: "0" }, command) : null);
}

/** What to set so that an application sends here. */
export function howToSend(more) {
  const lines = [
    "OTEL_EXPORTER_OTLP_ENDPOINT=" + location.origin,
    "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf   # or http/json, grpc",
    "OTEL_SERVICE_NAME=my-service",
  ];
  return lines.concat(more || []).join("\n");
}
