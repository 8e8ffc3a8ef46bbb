/** What became of a query, in words that a researcher understands. */

/**
 * @typedef {(english: string, values?: Record<string, string | number>) => string} Say
 * @typedef {object} Told
 * @property {string} title
 * @property {string} [text] what to do, in the reader's language
 * @property {string} [detail] what the server says, in English
 * @property {string} [hint] what the server proposes, in English
 */

/**
 * @param {import("./run.js").Outcome} outcome
 * @param {Say} say
 * @param {string} language for numbers
 * @returns {{status: string, problem?: Told}} a line for whoever waits, and what went wrong, if anything did
 */
export function tell(outcome, say, language) {
  const seconds = (/** @type {number} */ milliseconds) => duration(milliseconds, language);
  switch (outcome.state) {
    case "answered":
      return { status: answered(outcome, say, language) };
    case "stopped":
      return { status: say("Stopped after {time}.", { time: seconds(outcome.milliseconds) }) };
    case "large":
      return {
        status: "",
        problem: {
          title: say("The answer is too large to show"),
          text: say("It has {size} MB. Add a LIMIT, or choose a format at “Answer as” and run the query to download it.", {
            size: new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(outcome.bytes / 1e6),
          }),
        },
      };
    case "unreachable":
      return {
        status: "",
        problem: { title: say("The server does not answer"), text: say("Are you connected to the network? Your query is kept; run it again later.") },
      };
    case "failed":
      return failed(outcome, say);
  }
}

/** @param {import("./run.js").Answered} outcome @param {Say} say @param {string} language */
function answered(outcome, say, language) {
  const time = duration(outcome.milliseconds, language);
  if (outcome.kind !== "select") return say("Answered in {time}.", { time });
  const count = outcome.json.results.bindings.length;
  if (count === 1) return say("1 row in {time}", { time });
  return say("{count} rows in {time}", { count: new Intl.NumberFormat(language).format(count), time });
}

/** @param {import("./run.js").Failed} outcome @param {Say} say @returns {{status: string, problem?: Told}} */
function failed({ status, problem, wait }, say) {
  const kind = problem.type?.split("/").at(-1) ?? "";
  if (kind === "query-stopped") return { status: say("The query was stopped.") };
  const again = wait ? say("Try again in {wait} s.", { wait }) : "";
  if (kind === "query-syntax" && problem.line) {
    const place = { line: problem.line, column: problem.column ?? 1 };
    return {
      status: "",
      problem: {
        title: say("The query has a mistake in line {line}, column {column}", place),
        detail: problem.message ?? problem.detail,
        hint: problem.hint,
      },
    };
  }
  const [title, text] = KINDS[kind]?.(say) ?? STATUSES[status]?.(say) ?? [say("The query could not be answered"), ""];
  return { status: "", problem: { title, text: [text, again].filter(Boolean).join(" "), detail: problem.detail } };
}

/** @type {Record<string, (say: Say) => [string, string]>} */
const KINDS = {
  "query-memory": (say) => [say("The query needs too much memory"), say("Ask for less at once: add a LIMIT, fewer properties, or a more particular class.")],
  "update-refused": (say) => [say("The graph can only be read"), say("Queries that change it are not allowed here.")],
  "service-refused": (say) => [say("SERVICE is not allowed here"), say("A query reads this graph only. Ask the other endpoint by itself, and join the answers on your machine.")],
  "query-unsupported": (say) => [say("The query uses something that is not supported"), ""],
  "query-too-complex": (say) => [say("The query is nested too deeply"), ""],
};

/** @type {Record<number, (say: Say) => [string, string]>} */
const STATUSES = {
  400: (say) => [say("The query cannot be understood"), ""],
  403: (say) => [say("This is not allowed here"), ""],
  413: (say) => [say("The query or its answer is too large"), say("Ask for less: a shorter query, or a LIMIT.")],
  429: (say) => [say("Too many of your queries run at once"), say("Wait until one of them has ended.")],
  503: (say) => [say("The server is busy"), say("Your query is kept.")],
  504: (say) => [say("The query took too long"), say("Add a LIMIT, name more of what you look for, or begin with fewer patterns.")],
};

/** @param {number} milliseconds @param {string} language */
export function duration(milliseconds, language) {
  const seconds = milliseconds / 1000;
  const digits = seconds < 1 ? 2 : 1;
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(seconds)} s`;
}
