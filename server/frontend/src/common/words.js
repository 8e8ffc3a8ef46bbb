/** What the interface says. */

/**
 * @param {Record<string, string>} words translations by the English text
 * @returns {(english: string, values?: Record<string, string | number>) => string}
 */
export function speaker(words) {
  return (english, values = {}) =>
    (words[english] ?? english).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
