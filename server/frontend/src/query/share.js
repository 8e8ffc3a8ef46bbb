/** Links that hold a query in their fragment, which no server ever sees. */

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

/** @param {string} fragment such as "#q=..." @returns {string | undefined} the packed query */
export function packedIn(fragment) {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("q") ?? undefined;
}
