// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import { h } from "./dom.js";

/**
 * A list that draws only the rows in sight, for any number of rows. Items that are not there yet are holes in the array;
 * onMissing is told which rows in sight have none. The list is one stop of the tab key; arrows, j and k
 * move in it, Enter opens, and a screen reader hears the active row.
 */
export class VirtualList {
  constructor({ label, height, row, key, open, onSelect, onMissing, onScroll }) {
    Object.assign(this, { height, row, key, open, onSelect, onMissing });
    this.items = [];
    this.selected = null;
    this.hint = -1;
    this.wanted = -1;
    this.space = h("div", { class: "space" });
    this.element = h("div", { class: "list", tabindex: "0", role: "listbox", "aria-label": label }, this.space);
    this.element.addEventListener("scroll", () => { if (onScroll) onScroll(); this.draw(); }, { passive: true });
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
      const now = items.findIndex(item => item !== undefined && this.key(item) === anchor);
      if (now >= 0) this.element.scrollTop += (now - first) * this.height;
    }
    if (this.wanted >= 0 && items[this.wanted] !== undefined) this.select(this.wanted);
    else this.draw();
  }

  /** The first row in sight, and the one after the last; with some above and below. */
  range() {
    const top = this.element.scrollTop;
    return [
      Math.max(0, Math.floor(top / this.height) - 8),
      Math.min(this.items.length, Math.ceil((top + this.element.clientHeight) / this.height) + 8),
    ];
  }

  atTop() {
    return this.element.scrollTop < 2;
  }

  draw() {
    const [first, last] = this.range();
    const rows = [];
    let missing = false;
    for (let i = first; i < last; i++) {
      const item = this.items[i];
      if (item === undefined) {
        missing = true;
        rows.push(h("div", { class: "row soft", style: { top: i * this.height + "px" } }, "…"));
        continue;
      }
      const key = this.key(item);
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
    if (missing && this.onMissing) this.onMissing();
    const active = this.index();
    if (active >= first && active < last) this.element.setAttribute("aria-activedescendant", this.id + active);
    else this.element.removeAttribute("aria-activedescendant");
  }

  index() {
    const isSelected = item => item !== undefined && this.key(item) === this.selected;
    if (this.selected !== null && !isSelected(this.items[this.hint])) this.hint = this.items.findIndex(isSelected);
    return this.selected === null ? -1 : this.hint;
  }

  select(i) {
    if (!this.items.length) return;
    const to = Math.max(0, Math.min(this.items.length - 1, i));
    const y = to * this.height, box = this.element;
    if (y < box.scrollTop) box.scrollTop = y;
    if (y + this.height > box.scrollTop + box.clientHeight) box.scrollTop = y + this.height - box.clientHeight;
    if (this.items[to] === undefined) {
      this.wanted = to; // selected once it is there
      this.draw();
      return;
    }
    this.wanted = -1;
    this.hint = to;
    this.selected = this.key(this.items[to]);
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
