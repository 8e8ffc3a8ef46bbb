/** Running the query of a tab: waiting for its answer, stopping it, and telling what became of it. */

import { wantedBy } from "../results/wanted.js";
import { missing, withLine } from "./declaring.js";
import { Run } from "./run.js";
import { duration, size, tell } from "./telling.js";

/** Answers that are kept, so that they are there when somebody comes back to a tab. */
const ANSWERS = 5;
/** How often somebody who waits is told for how long, in milliseconds. */
const TICK = 100;

/** @typedef {import("./run.js").Answered & import("../common/request.js").Asked & {wanted: import("../results/wanted.js").Wanted, isEarlier?: boolean}} Kept `isEarlier` where what was run after it has no answer */

export class Asking {
  /** @param {import("./page.js").QueryPage} page */
  constructor(page) {
    this.page = page;
    /** @type {Run | undefined} */
    this.running = undefined;
    /** Answers by tab. @type {Map<string, Kept>} */
    this.answers = new Map();
  }

  /** @param {import("../common/request.js").Asked} asked @param {string} tab */
  async run(asked, tab) {
    if (this.running) await this.stop();
    const run = (this.running = new Run(this.page.form.action, asked, tab));
    this.page.tellProblem();
    this.wait(run);
    const outcome = await run.outcome();
    if (this.running !== run) return;
    this.running = undefined;
    this.wait();
    this.tell(outcome, run);
  }

  /** Have a tab's query and answer belong to another one. @param {string} from @param {string} to */
  move(from, to) {
    const answer = this.answers.get(from);
    this.answers.delete(from);
    if (answer) this.answers.set(to, answer);
    if (this.running?.tab === from) this.running.tab = to;
  }

  async stop() {
    if (!this.running) return;
    this.page.status(this.page.say("Stopping …"));
    await this.running.stop();
  }

  /** Show that a query runs, for how long, and how much of its answer has come. @param {Run} [run] none when it has ended */
  wait(run) {
    const { page } = this;
    clearInterval(this.clock);
    page.part("stop").hidden = !run;
    page.toggleAttribute("running", Boolean(run));
    page.part("answer").setAttribute("aria-busy", String(Boolean(run)));
    page.part("clock").textContent = "";
    if (!run) return;
    page.status(page.say("Running …"));
    this.clock = setInterval(() => {
      const come = run.bytes ? [size(run.bytes, page.language)] : [];
      page.part("clock").textContent = [duration(run.milliseconds, page.language), ...come].join(" · ");
    }, TICK);
  }

  /** @param {import("./run.js").Outcome} outcome @param {Run} run */
  tell(outcome, { asked, tab }) {
    const { page } = this;
    const here = page.queries.active === tab;
    const { status, problem } = tell(outcome, page.say, page.language, asked.query);
    page.status(here ? status : "");
    if (here && problem && outcome.state === "failed") problem.offer = this.offer(outcome.problem, asked.query);
    if (here) page.tellProblem(problem);
    if (here && outcome.state === "failed" && outcome.problem.line) {
      page.markFault(outcome.problem);
      page.editor.focus();
    }
    if (outcome.state !== "answered") {
      const before = this.answers.get(tab);
      if (before) before.isEarlier = true;
      if (here) page.part("earlier").hidden = false;
      return;
    }
    const rows = outcome.json?.results?.bindings.length;
    page.queries.remember({ ...asked, at: Date.now(), milliseconds: outcome.milliseconds, rows });
    // Whoever looks at a chart and changes the query wants to see the chart again.
    const wanted = { ...this.answers.get(tab)?.wanted, ...changed(wantedBy(this.answers.get(tab)?.query ?? ""), wantedBy(asked.query)) };
    this.answers.delete(tab);
    this.answers.set(tab, { ...outcome, ...asked, wanted });
    for (const [each] of this.answers) if (this.answers.size > ANSWERS) this.answers.delete(each);
    if (here) page.showAnswer(this.answers.get(tab));
  }

  /** What mends a query in one step, where that is known. @param {import("./run.js").Problem} problem @param {string} query */
  offer(problem, query) {
    const { page } = this;
    const line = missing(problem, query, page.site.index?.spaces);
    if (!line) return undefined;
    const act = () => {
      page.editor.replace(withLine(page.editor.value, line));
      page.run();
    };
    return { words: page.say("Add {line} and run again", { line }), act };
  }
}

/** What a comment asks for, unless it did so before. @template {object} T @param {T} before @param {T} now @returns {Partial<T>} */
const changed = (before, now) => (JSON.stringify(before) === JSON.stringify(now) ? {} : now);
