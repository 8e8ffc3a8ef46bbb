/** Links that hold a query in their fragment, which no server ever sees. */

import { namesGraph } from "../common/request.js";

/** The longest text that a link may unpack to: a few bytes can hold gigabytes. */
export const LONGEST = 1 << 20;

/** A link that cannot be read. */
export class BrokenLink extends Error {}

/** @param {string} text @returns {Promise<string>} compressed, in base64url */
export async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} packed @returns {Promise<string>} rejects with BrokenLink */
export async function unpack(packed) {
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
    return await bounded(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  } catch (error) {
    throw new BrokenLink("the link cannot be read", { cause: error });
  }
}

/** @param {ReadableStream<Uint8Array>} stream @returns {Promise<string>} */
async function bounded(stream) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST) {
      await reader.cancel();
      throw new RangeError("too long");
    }
  }
}

/**
 * The link to a query, with the graphs that it reads.
 *
 * @param {string} page @param {import("../common/request.js").Asked} asked
 */
export async function linkTo(page, { query, graphs = [] }) {
  const named = graphs.length ? `&${new URLSearchParams(graphs)}` : "";
  return `${page}#q=${await pack(query)}${named}`;
}

/**
 * @param {string} fragment such as "#q=..."
 * @returns {{packed: string, graphs: import("../common/request.js").Graph[]} | undefined} nothing where it holds no query
 */
export function packedIn(fragment) {
  const found = new URLSearchParams(fragment.replace(/^#/, ""));
  const packed = found.get("q");
  return packed === null ? undefined : { packed, graphs: [...found].filter(namesGraph) };
}
