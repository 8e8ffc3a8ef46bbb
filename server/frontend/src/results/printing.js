/** On paper there are no pages to turn: a table is printed with the rows that its reader has chosen. */

/** Rows that are printed: some twenty sheets. */
export const MOST = 1000;

/** @param {import("./table.js").Table} table */
export function printWhole(table) {
  const ending = new AbortController();
  const listen = (name, most) => {
    const print = () => {
      if (!table.element.isConnected) return ending.abort();
      table.printed = most;
      table.fill();
    };
    window.addEventListener(name, print, { signal: ending.signal });
  };
  listen("beforeprint", MOST);
  listen("afterprint", 0);
}
