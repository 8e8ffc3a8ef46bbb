/** Finding one of the example questions by its words. */

/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Show only those that have all words in them, in the question or in its query.
 *
 * @param {HTMLElement[]} items each with one link to its query
 * @param {string} wanted
 * @returns {number} how many these are
 */
export function narrow(items, wanted) {
  const words = fold(wanted).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of items) {
    const about = item.parentElement?.previousElementSibling?.textContent;
    const text = fold(`${about} ${item.textContent} ${queryOf(item.querySelector("a")) ?? ""}`);
    item.hidden = !words.every((word) => text.includes(word));
    shown += Number(!item.hidden);
  }
  for (const { parentElement: list } of items) {
    const heading = /** @type {HTMLElement} */ (list?.previousElementSibling);
    heading.hidden = [...(list?.children ?? [])].every((item) => /** @type {HTMLElement} */ (item).hidden);
  }
  return shown;
}

/** @param {HTMLAnchorElement | null | undefined} link @returns {string | undefined} the query that a link runs */
export function queryOf(link) {
  return link ? (new URL(link.href).searchParams.get("query") ?? undefined) : undefined;
}
