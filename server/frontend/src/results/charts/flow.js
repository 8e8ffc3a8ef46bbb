/** From whom to whom, as bands whose width is the amount. */

import { sankey } from "d3-sankey";
import { draw } from "../../common/dom.js";
import { groupBy } from "./data.js";
import { FONT, label, sheet } from "./axes.js";

/**
 * Givers stand at the left and takers at the right; who is both stands at both sides, so that no flow runs in a
 * circle.
 * @param {{source: string, target: string, sourceText: string, targetText: string, value: number, text: string}[]} items
 */
export function flow(items, { width, title }) {
  const nodes = new Map();
  const node = (side, key, text) => {
    const id = `${side} ${key}`;
    if (!nodes.has(id)) nodes.set(id, { id, text, side });
    return id;
  };
  const links = items.map((each) => ({
    source: node("from", each.source, each.sourceText),
    target: node("to", each.target, each.targetText),
    value: each.value,
    words: `${each.sourceText} → ${each.targetText}: ${each.text}`,
  }));
  const sides = groupBy(nodes.values(), ({ side }) => side);
  const most = Math.max(...[...sides.values()].map((each) => each.length));
  const height = Math.max(120, most * 42);
  const layout = sankey()
    .nodeId(({ id }) => id)
    .nodeWidth(10)
    .nodePadding(18)
    .extent([[1, 8], [width - 1, height - 8]]);
  const graph = layout({ nodes: [...nodes.values()], links });
  return sheet(width, height, title, bands(graph.links), ends(graph.nodes, width));
}

function bands(links) {
  return links.map((link) => draw("path", { d: band(link), class: "band" }, draw("title", {}, link.words)));
}

/** The area between two curves that leave and arrive level. */
function band({ source, target, y0, y1, width }) {
  const half = Math.max(1, width) / 2;
  const [from, to] = [source.x1, target.x0];
  const middle = (from + to) / 2;
  const curve = (end, left, right) => `C${[middle, left, middle, right, end, right].join(",")}`;
  return [
    `M${from},${y0 - half}`,
    curve(to, y0 - half, y1 - half),
    `L${to},${y1 + half}`,
    curve(from, y1 + half, y0 + half),
    "Z",
  ].join("");
}

function ends(nodes, width) {
  return nodes.map((node) => {
    const left = node.side === "from";
    const middle = (node.y0 + node.y1) / 2 + FONT * 0.36;
    const place = { anchor: left ? "start" : "end", room: width / 2 - 24 };
    return draw(
      "g",
      {},
      draw("rect", { x: node.x0, y: node.y0, width: node.x1 - node.x0, height: Math.max(1, node.y1 - node.y0), class: "bar" }),
      label(node.text, left ? node.x1 + 6 : node.x0 - 6, middle, place),
    );
  });
}
