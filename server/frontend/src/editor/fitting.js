/** How well an option fits what is being written. */

/** What names of relations begin with, which nobody thinks of. */
const LEADING = /^(?:has|is) ?/;

/** @param {string} text @returns {string} without case, width and accents */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, (mark) => (/[\u3099\u309a]/.test(mark) ? mark : "")).toLowerCase();
}

/** How well an option fits what is being written: less is better. @param {import("./completion.js").Option} option @param {string} word folded */
export function score(option, word) {
  if (!word || word === "?" || word === "$") return word && option.kind !== "variable" ? Infinity : 0;
  // Within an IRI only another one fits, and that by its name too.
  if (word.startsWith("<")) return option.text.startsWith("<") ? score({ ...option, text: option.text.slice(1) }, word.slice(1)) : Infinity;
  const text = fold(option.text);
  const local = text.slice(text.indexOf(":") + 1);
  const colon = word.indexOf(":");
  if (colon > 0 && option.kind !== "prefix") return text.startsWith(word.slice(0, colon + 1)) ? within(option, local, word.slice(colon + 1)) : Infinity;
  const names = [...(option.found ?? []), option.name ?? ""].map(fold);
  const bare = local.replace(LEADING, "");
  if ([text, local, bare, ...names, ...names.map((name) => name.replace(LEADING, ""))].includes(word)) return -1;
  if (text.startsWith(word) || (local !== text && (local.startsWith(word) || bare.startsWith(word)))) return 0;
  if (names.some((name) => name.startsWith(word))) return 1;
  if (names.some((name) => name.split(/[\s\-/(（「]+/).some((part) => part.startsWith(word)))) return 2;
  if (word.length > 1 && [local, ...names].some((each) => each.includes(word))) return 3;
  return Infinity;
}

/** With a prefix written, only its names fit: first those that begin so, then those that would without it. */
function within(option, local, word) {
  if (local === word) return -3;
  return word && local.startsWith(word) ? -2 : score({ ...option, text: local }, word);
}
