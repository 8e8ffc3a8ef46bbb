/** What became of a query, in words that a researcher understands. */

/**
 * @typedef {(english: string, values?: Record<string, string | number>) => string} Say
 * @typedef {object} Told
 * @property {string} title
 * @property {string} [text] what to do
 * @property {string[]} [details] what the server says
 * @property {string} [language] of these
 * @property {{words: string, act: () => void}} [offer] what mends it
 */

/**
 * @param {import("./run.js").Outcome} outcome
 * @param {Say} say
 * @param {string} language for numbers
 * @param {string} [query]
 * @returns {{status: string, problem?: Told}} a line for whoever waits, and what went wrong, if anything did
 */
export function tell(outcome, say, language, query = "") {
  const wrong = (/** @type {string} */ title, /** @type {string} */ text) => ({ status: "", problem: { title, text } });
  switch (outcome.state) {
    case "answered":
      return { status: answered(outcome, say, language) };
    case "stopped":
      return { status: stopped(outcome, say, duration(outcome.milliseconds, language)) };
    case "large":
      return wrong(
        say("The answer is too large to show"),
        say("It has {size} or more. Add a LIMIT, or choose a format at “Answer as” and run the query to download it.", { size: size(outcome.bytes, language) }),
      );
    case "broken":
      return wrong(
        say("The answer broke off"),
        say("The connection ended after {size}, before the answer was whole, so nothing of it is shown. Your query is kept; run it again.", { size: size(outcome.bytes, language) }),
      );
    case "strange":
      return wrong(
        say("This is no answer to the query"),
        say("Something between you and the server answered in its place, such as the page on which a network asks you to log in. Your query is kept; run it again later."),
      );
    case "unreachable":
      return wrong(say("The server does not answer"), say("Are you connected to the network? Your query is kept; run it again later."));
    case "failed":
      return failed(outcome, say, query);
  }
}

/** @param {import("./run.js").Stopped} outcome @param {Say} say @param {string} time */
const stopped = ({ isReplaced }, say, time) => (isReplaced ? say("Stopped after {time}, since another query was run.", { time }) : say("Stopped after {time}.", { time }));

/** @param {import("./run.js").Answered} outcome @param {Say} say @param {string} language */
function answered(outcome, say, language) {
  const time = duration(outcome.milliseconds, language);
  if (outcome.kind !== "select") return say("Answered in {time}.", { time });
  const count = outcome.json.results.bindings.length;
  if (count === 1) return say("1 row in {time}", { time });
  return say("{count} rows in {time}", { count: new Intl.NumberFormat(language).format(count), time });
}

/** @param {import("./run.js").Failed} outcome @param {Say} say @param {string} query @returns {{status: string, problem?: Told}} */
function failed({ status, problem, language, wait }, say, query) {
  const kind = problem.type?.split("/").at(-1) ?? "";
  if (kind === "query-stopped") return { status: say("The query was stopped.") };
  if (kind === "query-syntax" && problem.line) {
    const title = say("The query has a mistake in line {line}, column {column}", { line: problem.line, column: problem.column ?? 1 });
    return { status: "", problem: { title, details: [problem.message, problem.hint].filter((each) => each !== undefined), language } };
  }
  // What is no problem of ours comes from something on the way, which knows nothing of queries.
  const [title, advice] = problem.title ? [problem.title, ""] : (STATUSES[status]?.(say) ?? [say("The query could not be answered"), ""]);
  const labels = kind === "service-refused" && query.includes("wikibase:label");
  const names = labels ? say("Leave SERVICE wikibase:label out: tables show things by their names without it.") : "";
  const text = [advice, names, wait ? say("Try again in {wait} s.", { wait }) : ""].filter(Boolean).join(" ");
  return { status: "", problem: { title, text, details: problem.detail ? [problem.detail] : [], language } };
}

/** @type {Record<number, (say: Say) => [string, string]>} */
const STATUSES = {
  413: (say) => [say("The query or its answer is too large"), say("Ask for less: a shorter query, or a LIMIT.")],
  429: (say) => [say("Too many of your queries run at once"), say("Wait until one of them has ended.")],
  502: (say) => [say("The server does not answer"), say("Your query is kept; run it again later.")],
  503: (say) => [say("The server is busy"), say("Your query is kept; run it again later.")],
  504: (say) => [say("The query took too long"), say("Add a LIMIT, name more of what you look for, or begin with fewer patterns.")],
};

/** @param {number} milliseconds @param {string} language */
export function duration(milliseconds, language) {
  const seconds = milliseconds / 1000;
  const digits = seconds < 1 ? 2 : 1;
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(seconds)}\u00a0s`;
}

/** @param {number} bytes @param {string} language */
export function size(bytes, language) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)}\u00a0${unit}`;
}
