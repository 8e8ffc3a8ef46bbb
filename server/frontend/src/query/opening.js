/** What the page shows first. */

import { graphsIn } from "./graphs.js";
import { packedIn, unpack } from "./share.js";

/**
 * Show what somebody has begun to write; else what the address asks for; else what was open last time; else the
 * example in the form.
 *
 * @param {import("./page.js").QueryPage} page
 * @param {string} [begun]
 */
export async function begin(page, begun) {
  const { queries } = page;
  const asked = page.hasAttribute("asked");
  const written = { query: page.area.value, graphs: graphsIn(page.form) };
  if (begun === undefined && (await openLink(page, location.hash))) return;
  const { last } = queries;
  const problem = problemIn(page.part("problem"));
  const isAnswered = !page.part("answer").hidden;
  if (asked || begun !== undefined || !last) queries.show(written);
  else queries.open(last.id);
  queries.showClosed();
  queries.showPast();
  if (!asked || begun !== undefined) return;
  if (!problem) {
    // What the server has put there stays until the same comes as data.
    page.part("answer").hidden = !isAnswered;
    page.run();
    return;
  }
  // What failed is not run again by itself: it may have taken the server a minute to find out.
  const { line, column, ...rest } = page.part("problem").dataset;
  const fault = line ? { ...rest, line: Number(line), column: Number(column) } : undefined;
  if (fault) problem.offer = page.asking.offer(fault, written.query);
  page.asking.recount({ asked: written, told: { status: "", problem }, fault });
}

/**
 * What the server has written of a query that it did not answer, if it has.
 *
 * @param {HTMLElement} box
 * @returns {import("./telling.js").Told | undefined}
 */
function problemIn(box) {
  const [title, details] = [box.querySelector("h2"), [...box.querySelectorAll("p")]];
  return title ? { title: title.textContent, details: details.map((each) => each.textContent), language: details[0]?.lang } : undefined;
}

/**
 * Open the query that a link holds.
 *
 * @param {import("./page.js").QueryPage} page
 * @param {string} fragment
 * @returns {Promise<boolean>} whether it holds one
 */
export async function openLink(page, fragment) {
  const held = packedIn(fragment);
  if (held === undefined) return false;
  page.queries.keep();
  page.queries.showClosed();
  page.queries.showPast();
  page.addressed = undefined;
  try {
    page.queries.show({ query: await unpack(held.packed), graphs: held.graphs });
    page.run();
  } catch {
    const { last } = page.queries;
    if (last) page.queries.open(last.id);
    else page.queries.show({ query: page.area.value });
    page.tellProblem({
      title: page.say("This link holds no query that can be read"),
      text: page.say("It may have been cut off or changed on its way. Ask whoever sent it for the whole link, which begins with {start}", {
        start: `${new URL(page.form.action).href}#q=`,
      }),
    });
  }
  return true;
}
