// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { h } from "./dom.js";

/**
 * A list that draws only the rows in sight, for any number of rows. It is one stop of the tab key; arrows, j and k
 * move in it, Enter opens, and a screen reader hears the active row.
 */
export class VirtualList {
  constructor({ label, height, row, key, open, onSelect }) {
    Object.assign(this, { height, row, key, open, onSelect });
    this.items = [];
    this.selected = null;
    this.space = h("div", { class: "space" });
    this.element = h("div", { class: "list", tabindex: "0", role: "listbox", "aria-label": label }, this.space);
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    this.element.addEventListener("keydown", event => this.onKey(event));
    this.id = "row-" + Math.random().toString(36).slice(2) + "-";
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  set(items) {
    const atTop = this.element.scrollTop < 2;
    // what is looked at stays where it is when newer rows come above it
    const first = Math.floor(this.element.scrollTop / this.height);
    const anchor = !atTop && this.items[first] ? this.key(this.items[first]) : null;
    this.items = items;
    this.space.style.height = items.length * this.height + "px";
    if (anchor !== null) {
      const now = items.findIndex(item => this.key(item) === anchor);
      if (now >= 0) this.element.scrollTop += (now - first) * this.height;
    }
    this.draw();
  }

  draw() {
    const top = this.element.scrollTop;
    const first = Math.max(0, Math.floor(top / this.height) - 8);
    const last = Math.min(this.items.length, Math.ceil((top + this.element.clientHeight) / this.height) + 8);
    const rows = [];
    for (let i = first; i < last; i++) {
      const item = this.items[i], key = this.key(item);
      const row = this.row(item, i);
      row.style.top = i * this.height + "px";
      row.id = this.id + i;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", key === this.selected);
      row.setAttribute("aria-posinset", i + 1);
      row.setAttribute("aria-setsize", this.items.length);
      row.classList.toggle("selected", key === this.selected);
      row.addEventListener("click", event => {
        if (event.target.closest("button, a") && event.target.closest("button, a") !== row) return;
        this.select(i);
        if (this.open) this.open(item);
      });
      rows.push(row);
    }
    this.space.replaceChildren(...rows);
    const active = this.items.findIndex(item => this.key(item) === this.selected);
    if (active >= first && active < last) this.element.setAttribute("aria-activedescendant", this.id + active);
    else this.element.removeAttribute("aria-activedescendant");
  }

  index() {
    return this.items.findIndex(item => this.key(item) === this.selected);
  }

  select(i) {
    if (!this.items.length) return;
    const to = Math.max(0, Math.min(this.items.length - 1, i));
    this.selected = this.key(this.items[to]);
    const y = to * this.height, box = this.element;
    if (y < box.scrollTop) box.scrollTop = y;
    if (y + this.height > box.scrollTop + box.clientHeight) box.scrollTop = y + this.height - box.clientHeight;
    this.draw();
    if (this.onSelect) this.onSelect(this.items[to]);
  }

  move(step) {
    const now = this.index();
    this.select(now < 0 ? (step > 0 ? 0 : this.items.length - 1) : now + step);
  }

  enter() {
    const now = this.index();
    if (now >= 0 && this.open) this.open(this.items[now]);
  }

  onKey(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps && event.target === this.element) {
      event.preventDefault();
      const step = steps[event.key];
      if (Number.isFinite(step)) this.move(step);
      else this.select(step < 0 ? 0 : this.items.length - 1);
    }
  }
}
