// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

// Requests, live state and the address. The address holds the state of a view, so that it can be kept and shared.

export async function get(name, parameters) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters || {})) {
    if (value !== "" && value !== null && value !== undefined) query.set(key, value);
  }
  const response = await fetch("/api/" + name + (query.size ? "?" + query : ""));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error("The viewer answers with status " + response.status);
  return response.json();
}

export function clear() {
  return fetch("/api/clear", { method: "POST" });
}

/** Calls onState with each new state, onLive with true and false. */
export function listen(onState, onLive) {
  const source = new EventSource("/api/events");
  source.addEventListener("state", event => { onLive(true); onState(JSON.parse(event.data)); });
  source.addEventListener("open", () => onLive(true));
  source.addEventListener("error", () => onLive(false));
}

/** #/view/a/b?key=value */
export function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { view: parts[0] || "traces", parts: parts.slice(1), query: new URLSearchParams(query || "") };
}

export function address(view, parts, parameters) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters || {})) {
    if (value !== "" && value !== null && value !== undefined) query.set(key, value);
  }
  return "#/" + [view, ...(parts || [])].map(encodeURIComponent).join("/") + (query.size ? "?" + query : "");
}

export function go(view, parts, parameters) {
  location.hash = address(view, parts, parameters);
}

/** Changes the query of the address without a step in the history. */
export function amend(parameters) {
  const now = route();
  const all = Object.fromEntries(now.query);
  history.replaceState(null, "", address(now.view, now.parts, { ...all, ...parameters }));
}

/** At most one run at a time, and one more after it if asked meanwhile. */
export function latest(task) {
  let running = false, again = false;
  const run = async () => {
    if (running) { again = true; return; }
    running = true;
    try { await task(); } catch (error) { console.error(error); } finally { running = false; }
    if (again) { again = false; run(); }
  };
  return run;
}

export function debounce(task, millis) {
  let timer = 0;
  return (...all) => { clearTimeout(timer); timer = setTimeout(() => task(...all), millis); };
}
