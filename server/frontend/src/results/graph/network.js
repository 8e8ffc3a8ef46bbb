/** Which things of a graph are drawn, and which links join them. */

/** Things that a drawing holds before it says nothing any more. */
export const MOST = 120;

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** @typedef {{id: string, term: import("../terms.js").Term, links: number, x?: number, y?: number}} Node */
/** @typedef {{source: Node, target: Node, properties: string[]}} Link */

const isThing = ({ type }) => type === "uri" || type === "bnode";
const idOf = ({ type, value }) => `${type} ${value}`;

/**
 * The things that most statements join. Texts and numbers are no things; kinds are left to the list, since they
 * join whatever is of the same kind, unless there is nothing else to draw.
 * @param {import("./turtle.js").Statement[]} statements
 * @returns {{nodes: Node[], links: Link[], left: number}} `left`: things that are not drawn
 */
export function network(statements) {
  const joining = statements.filter(({ subject, value }) => isThing(value) && idOf(subject) !== idOf(value));
  const telling = joining.filter(({ property }) => property.value !== TYPE);
  const chosen = telling.length > 0 ? telling : joining;
  const nodes = new Map();
  for (const { subject, value } of chosen) {
    for (const term of [subject, value]) {
      const id = idOf(term);
      if (!nodes.has(id)) nodes.set(id, { id, term, links: 0 });
      nodes.get(id).links += 1;
    }
  }
  const kept = [...nodes.values()].sort((a, b) => b.links - a.links).slice(0, MOST);
  const drawn = new Map(kept.map((node) => [node.id, node]));
  return { nodes: kept, links: joined(chosen, drawn), left: nodes.size - kept.length };
}

function joined(statements, drawn) {
  const links = new Map();
  for (const { subject, property, value } of statements) {
    const [source, target] = [drawn.get(idOf(subject)), drawn.get(idOf(value))];
    if (!source || !target) continue;
    const key = `${source.id}\n${target.id}`;
    if (!links.has(key)) links.set(key, { source, target, properties: [] });
    const { properties } = links.get(key);
    if (!properties.includes(property.value)) properties.push(property.value);
  }
  return [...links.values()];
}
