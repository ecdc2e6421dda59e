// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

import uPlot from "/lib/uplot.js";
import { amount, clock, color, css, h, isDark, number } from "./dom.js";

const FONT = "11px system-ui, -apple-system, sans-serif";

function axis(extra) {
  return { stroke: css("--soft"), font: FONT, grid: { stroke: css("--chart-grid"), width: 1 }, ticks: { stroke: css("--chart-grid"), width: 1 }, ...extra };
}

/** Times of day as everywhere on the page. */
function timeAxis() {
  return axis({ space: 74, values: (u, ticks) => ticks.map(seconds => clock(seconds * 1000).slice(0, 8)) });
}

function options(box, height, plugin) {
  return {
    width: Math.max(320, box.clientWidth), height, pxAlign: 0,
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    plugins: plugin ? [plugin] : [],
  };
}

function follow(box, plot) {
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) { observer.disconnect(); plot.destroy(); return; }
    plot.setSize({ width: Math.max(320, box.clientWidth), height: plot.height });
  });
  observer.observe(box);
}

/** Times of all lines in one ascending array, values of each at these times. */
function align(lines) {
  const times = [...new Set(lines.flatMap(line => line.times))].sort((a, b) => a - b);
  const at = new Map(times.map((time, i) => [time, i]));
  const columns = lines.map(line => {
    const column = new Array(times.length).fill(undefined);
    line.times.forEach((time, i) => { column[at.get(time)] = line.values[i]; });
    return column;
  });
  return [times.map(time => time / 1000), ...columns];
}

/** A tip for the exemplar that is near the pointer, and a click that opens its trace. */
function exemplars(marks, yOf, open) {
  const tip = h("div", { class: "tip hidden" });
  const near = (u, x, y) => marks.find(mark => {
    const dx = u.valToPos(mark.timeMs / 1000, "x") - x, dy = u.valToPos(yOf(mark), "y") - y;
    return dx * dx + dy * dy < 64;
  });
  return {
    hooks: {
      init: u => {
        u.over.append(tip);
        u.over.addEventListener("click", () => { const mark = near(u, u.cursor.left, u.cursor.top); if (mark) open(mark); });
      },
      setCursor: u => {
        const mark = near(u, u.cursor.left, u.cursor.top);
        tip.classList.toggle("hidden", !mark);
        u.over.style.cursor = mark ? "pointer" : "";
        if (mark) {
          tip.textContent = "exemplar " + mark.label + (mark.kept ? ": click for the trace" : ": its trace is not kept");
          tip.style.left = Math.min(u.cursor.left + 10, u.over.clientWidth - tip.offsetWidth - 4) + "px";
          tip.style.top = Math.max(0, u.cursor.top - 30) + "px";
        }
      },
      draw: u => {
        const g = u.ctx, size = 4 * devicePixelRatio;
        marks.forEach(mark => {
          const x = u.valToPos(mark.timeMs / 1000, "x", true), y = u.valToPos(yOf(mark), "y", true);
          g.beginPath();
          g.moveTo(x, y - size); g.lineTo(x + size, y); g.lineTo(x, y + size); g.lineTo(x - size, y); g.closePath();
          g.fillStyle = css("--card"); g.fill();
          g.lineWidth = 1.6 * devicePixelRatio; g.strokeStyle = css(mark.kept ? "--ink" : "--soft"); g.stroke();
        });
      },
    },
  };
}

export function lineChart(box, lines, unit, marks, open) {
  const data = align(lines);
  const format = value => amount(value, unit);
  const plot = new uPlot({
    ...options(box, 240, marks.length ? exemplars(marks, mark => mark.value, open) : null),
    scales: { y: { range: (u, min, max) => {
      const low = Math.min(0, min ?? 0), high = Math.max(max ?? 1, ...marks.map(m => m.value));
      return [low, high > low ? high * 1.08 : low + 1];
    } } },
    axes: [timeAxis(), axis({ size: 74, values: (u, ticks) => ticks.map(format) })],
    series: [{ value: (u, v) => v === null ? "–" : clock(v * 1000) }, ...lines.map(line => ({
      label: line.title, stroke: color(line.title), width: 1.6, spanGaps: true, points: { show: data[0].length < 40, size: 4 },
      value: (u, v) => v === null || v === undefined ? "–" : format(v),
    }))],
  }, data, box);
  follow(box, plot);
  return plot;
}

/** From the ground of the chart to a strong colour, in steps that look even. */
export function heatColor(share) {
  const t = Math.sqrt(Math.max(0, Math.min(1, share)));
  return isDark()
    ? `hsl(${232 - 190 * t} ${55 + 35 * t}% ${22 + 48 * t}%)`
    : `hsl(${205 + 30 * t} ${65 + 10 * t}% ${90 - 58 * t}%)`;
}

export function heatMap(box, heat, unit, marks, open) {
  const bands = heat.bounds.length - 1;
  const most = Math.max(1, ...heat.counts.flat());
  const times = heat.times.map(time => time / 1000);
  const widths = times.map((time, i) => time - (times[i - 1] ?? time - (times[1] ? times[1] - times[0] : 10)));
  const band = value => {
    let i = 0;
    while (i < bands - 1 && value > heat.bounds[i + 1]) i++;
    const low = heat.bounds[i], high = heat.bounds[i + 1];
    return i + Math.max(0, Math.min(1, high > low ? (value - low) / (high - low) : 0.5));
  };
  const paint = {
    hooks: {
      drawAxes: u => {
        const g = u.ctx;
        g.save();
        g.beginPath(); g.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height); g.clip();
        heat.counts.forEach((column, i) => {
          const x1 = u.valToPos(times[i] - widths[i], "x", true), x2 = u.valToPos(times[i], "x", true);
          column.forEach((count, j) => {
            if (count <= 0) return;
            const y2 = u.valToPos(j, "y", true), y1 = u.valToPos(j + 1, "y", true);
            g.fillStyle = heatColor(count / most);
            g.fillRect(x1 + 0.5, y1 + 0.5, Math.max(1, x2 - x1 - 1), Math.max(1, y2 - y1 - 1));
          });
        });
        g.restore();
      },
      ...(() => {
        const tip = h("div", { class: "tip hidden" });
        return {
          init: u => u.over.append(tip),
          setCursor: u => {
            const time = u.posToVal(u.cursor.left, "x"), row = Math.floor(u.posToVal(u.cursor.top, "y"));
            const column = times.findIndex((end, i) => time > end - widths[i] && time <= end);
            const count = column >= 0 && row >= 0 && row < bands ? heat.counts[column][row] : 0;
            tip.classList.toggle("hidden", !count);
            if (count) {
              tip.textContent = number(Math.round(count * 10) / 10) + " from " + amount(heat.bounds[row], unit) + " to " + amount(heat.bounds[row + 1], unit);
              tip.style.left = Math.min(u.cursor.left + 12, u.over.clientWidth - tip.offsetWidth - 4) + "px";
              tip.style.top = Math.min(u.cursor.top + 16, u.over.clientHeight - 26) + "px";
            }
          },
        };
      })(),
    },
  };
  const step = Math.ceil(bands / 9);
  const base = options(box, 260, paint);
  if (marks.length) base.plugins.push(exemplars(marks, mark => band(mark.value), open));
  const first = times[0] - widths[0], last = times[times.length - 1];
  const plot = new uPlot({
    ...base, legend: { show: false },
    scales: { x: { range: () => [first, last] }, y: { range: () => [0, bands] } },
    axes: [timeAxis(), axis({
      size: 74, grid: { show: false },
      splits: () => heat.bounds.map((_, i) => i).filter(i => i % step === 0),
      values: (u, ticks) => ticks.map(i => amount(heat.bounds[i], unit)),
    })],
    series: [{}, { show: true, stroke: "transparent", points: { show: false } }],
  }, [times, times.map(() => null)], box);
  follow(box, plot);
  return plot;
}

/** What the colours of a heat map mean. */
export function heatScale(heat) {
  const canvas = h("canvas", { width: 90, height: 10, "aria-hidden": "true" });
  const g = canvas.getContext("2d");
  for (let x = 0; x < 90; x++) { g.fillStyle = heatColor(x / 90); g.fillRect(x, 0, 1, 10); }
  return h("span", { class: "scale" }, "1", canvas, number(Math.round(Math.max(1, ...heat.counts.flat()))) + " measurements");
}
