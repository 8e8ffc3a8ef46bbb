/** Where each thing of a network stands. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

/**
 * Give each thing its place; the same graph is drawn alike each time.
 * @param {import("./network.js").Node[]} nodes @param {import("./network.js").Link[]} links
 */
export function arrange(nodes, links) {
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).distance(130).strength(0.5))
    .force("charge", forceManyBody().strength(-460).distanceMax(700))
    .force("room", forceCollide(48))
    .force("x", forceX().strength(0.05))
    .force("y", forceY().strength(0.08))
    .stop();
  simulation.tick(300);
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
