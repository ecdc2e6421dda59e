// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

// Where boxes and lines of a map are. Callers are left of what they call. A line that passes columns has a lane between the
// boxes there. Right of a column is a stretch in which lines bend, then one in which all of them are level, each on a height of
// its own: there the labels are, and none lies over a line.

export const BOX = { width: 190, height: 66 };
const GAP = { x: 236, y: 34 }, EDGE = 28, BEND = 86, LANE = 34, PORT = 34;

/** The column of each node; a cycle does not push its members on without end. */
function depths(graph) {
  const calls = new Map(graph.nodes.map(node => [node.name, []]));
  const called = new Set();
  graph.edges.filter(e => e.from !== e.to).forEach(edge => { calls.get(edge.from).push(edge.to); called.add(edge.to); });
  const depth = new Map();
  const visit = (name, level, path) => {
    if (path.has(name) || (depth.get(name) ?? -1) >= level) return;
    depth.set(name, level);
    path.add(name);
    calls.get(name).forEach(to => visit(to, level + 1, path));
    path.delete(name);
  };
  graph.nodes.filter(node => !called.has(node.name)).forEach(node => visit(node.name, 0, new Set()));
  graph.nodes.filter(node => !depth.has(node.name)).forEach(node => visit(node.name, 0, new Set()));
  const levels = [...new Set(depth.values())].sort((a, b) => a - b);
  return new Map([...depth].map(([name, level]) => [name, levels.indexOf(level)]));
}

/** Columns of nodes and of lanes; each edge with what it passes on its way. */
function columnsOf(graph) {
  const depth = depths(graph);
  const columns = [];
  const put = (column, item) => { (columns[column] = columns[column] || []).push(item); return item; };
  const boxes = new Map(graph.nodes.map(node => [node.name, put(depth.get(node.name), { node, name: node.name, from: [], ports: 0 })]));
  const ways = graph.edges.map(edge => {
    const a = depth.get(edge.from), b = depth.get(edge.to);
    const way = { edge, back: a >= b, path: [boxes.get(edge.from)] };
    for (let column = a + 1; column < b; column++) way.path.push(put(column, { name: edge.to, from: [], ports: 0 }));
    way.path.push(boxes.get(edge.to));
    if (!way.back) {
      way.path.slice(1).forEach((item, i) => item.from.push(way.path[i]));
      boxes.get(edge.to).ports++;
    }
    return way;
  });
  return { columns, ways };
}

function place(columns) {
  const heightOf = item => item.node ? Math.max(BOX.height, item.ports * PORT) : LANE;
  columns.forEach((column, i) => {
    // in the order of the callers' middles, so that few lines cross
    const middle = item => item.from.length ? item.from.reduce((sum, each) => sum + each.y, 0) / item.from.length : 0;
    column.sort((a, b) => middle(a) - middle(b) || a.name.localeCompare(b.name));
    const total = column.reduce((sum, item) => sum + heightOf(item) + GAP.y, -GAP.y);
    let y = -total / 2;
    for (const item of column) {
      Object.assign(item, { x: EDGE + i * (BOX.width + GAP.x), height: heightOf(item), y: y + heightOf(item) / 2 });
      y += item.height + GAP.y;
    }
  });
}

/** The heights on which lines come to a box, from above in the order of where they come from. */
function ports(ways) {
  const of = new Map();
  ways.filter(way => !way.back).forEach(way => {
    const to = way.path[way.path.length - 1];
    of.set(to, [...(of.get(to) || []), way]);
  });
  of.forEach((list, to) => {
    list.sort((a, b) => a.path[a.path.length - 2].y - b.path[b.path.length - 2].y);
    list.forEach((way, i) => { way.port = to.y + (i - (list.length - 1) / 2) * PORT; });
  });
}

function line(way) {
  const first = way.path[0], last = way.path[way.path.length - 1];
  if (way.back) {
    const x1 = first.x + BOX.width / 2, y1 = first.y + first.height / 2, x2 = last.x + BOX.width / 2, y2 = last.y + last.height / 2;
    const down = Math.max(y1, y2) + 30;
    return { d: `M${x1},${y1} C${x1},${down} ${x2},${down} ${x2},${y2 + 5}`, x: (x1 + x2) / 2, y: down, anchor: "middle" };
  }
  let d = `M${first.x + BOX.width},${first.y}`, x = first.x + BOX.width, y = first.y;
  way.path.slice(1).forEach(item => {
    const to = item === last ? way.port : item.y;
    d += ` C${x + BEND * 0.6},${y} ${x + BEND * 0.4},${to} ${x + BEND},${to} L${item === last ? item.x - 6 : item.x + BOX.width},${to}`;
    x = item.x + BOX.width;
    y = to;
  });
  return { d, x: last.x - 14, y: way.port, anchor: "end" };
}

/** Boxes ({node, x, y, height}, of the upper left corner), lines ({edge, d} with a place for the label), width and height. */
export function layout(graph) {
  const { columns, ways } = columnsOf(graph);
  place(columns);
  ports(ways);
  const all = columns.flat();
  const top = Math.min(...all.map(item => item.y - item.height / 2));
  all.forEach(item => { item.y += EDGE - top; });
  ways.forEach(way => { way.port += EDGE - top; });
  return {
    boxes: all.filter(item => item.node).map(item => ({ node: item.node, x: item.x, y: item.y - item.height / 2, height: item.height })),
    lines: ways.map(way => ({ edge: way.edge, ...line(way) })),
    width: EDGE * 2 + columns.length * BOX.width + (columns.length - 1) * GAP.x,
    height: Math.max(...all.map(item => item.y + item.height / 2)) + EDGE + 40,
  };
}
