/** Running the query of a tab: waiting for its answer, stopping it, and telling what became of it. */

import { wantedBy } from "../results/wanted.js";
import { missing, withLine } from "./declaring.js";
import { misnamed } from "./misnaming.js";
import { Run } from "./run.js";
import { duration, size, tell } from "./telling.js";

/** Answers that are kept, so that they are there when somebody comes back to a tab. */
const ANSWERS = 5;
/** How often somebody who waits is told for how long, in milliseconds. */
const TICK = 100;

/** @typedef {import("./run.js").Answered & import("../common/request.js").Asked & {wanted: import("../results/wanted.js").Wanted, isEarlier?: boolean}} Kept `isEarlier` where what was run after it has no answer */

/** @typedef {Pick<Run, "asked" | "told" | "fault">} Ran a run, or what is told of one that was before this page */

export class Asking {
  /** @param {import("./page.js").QueryPage} page */
  constructor(page) {
    this.page = page;
    /** @type {Run | undefined} */
    this.running = undefined;
    /** Comes when all that ran before is stopped. @type {Promise<unknown>} */
    this.isFree = Promise.resolve();
    /** The last run of each tab. @type {Map<string, Ran>} */
    this.runs = new Map();
    /** Answers by tab. @type {Map<string, Kept>} */
    this.answers = new Map();
  }

  /** @param {import("../common/request.js").Asked} asked @param {string} tab */
  async run(asked, tab) {
    const before = this.running;
    const run = (this.running = new Run(this.page.form.action, asked, tab));
    this.runs.set(tab, run);
    this.page.tellProblem();
    this.wait();
    if (before && !before.stopped) before.isReplaced = true;
    // Whoever presses twice waits for both: what was not sent yet is not sent any more.
    this.isFree = Promise.all([this.isFree, before?.stop()]);
    await this.isFree;
    const outcome = await run.outcome();
    if (this.running === run) this.running = undefined;
    this.wait();
    // A tab that has run again, or is closed, is told nothing of what ran in it before.
    if (this.runs.get(run.tab) === run) this.tell(outcome, run);
  }

  /** Have a tab's query and answer belong to another one. @param {string} from @param {string} to */
  move(from, to) {
    for (const kept of [this.answers, this.runs]) {
      const held = kept.get(from);
      kept.delete(from);
      if (held) kept.set(to, held);
    }
    if (this.running?.tab === from) this.running.tab = to;
  }

  /** A tab is closed, and nobody waits for its answer any more. @param {string} tab */
  leave(tab) {
    if (this.running?.tab === tab) this.running.stop();
    for (const kept of [this.answers, this.runs]) kept.delete(tab);
  }

  /** Tell what became of the query that is seen, before this page was there. @param {Ran} ran */
  recount(ran) {
    this.runs.set(this.page.queries.active, ran);
    this.show();
  }

  stop() {
    this.running?.stop();
    this.wait();
  }

  /** Show for the tab that is seen that its query runs, for how long, and how much of its answer has come. */
  wait() {
    const { page } = this;
    const run = this.running?.tab === page.queries.active ? this.running : undefined;
    clearInterval(this.clock);
    // What is hidden loses the focus.
    if (!run && document.activeElement === page.part("stop")) page.editor.focus();
    page.part("stop").hidden = !run;
    page.toggleAttribute("running", Boolean(run));
    page.part("answer").setAttribute("aria-busy", String(Boolean(run)));
    page.part("clock").textContent = "";
    if (!run) return;
    page.status(run.stopped ? page.say("Stopping …") : page.say("Running …"));
    this.clock = setInterval(() => {
      const come = run.bytes ? [size(run.bytes, page.language)] : [];
      page.part("clock").textContent = [duration(run.milliseconds, page.language), ...come].join(" · ");
    }, TICK);
  }

  /** Show what became of the query of the tab that is seen, or that it runs. */
  show() {
    const { page } = this;
    const run = this.runs.get(page.queries.active);
    const told = run?.told;
    page.status(told?.status ?? "");
    page.tellProblem(told?.problem);
    if (run?.fault && page.editor.value === run.asked.query) page.markFault(run.fault);
    this.wait();
  }

  /** @param {import("./run.js").Outcome} outcome @param {Run} run */
  tell(outcome, run) {
    const { page } = this;
    const { asked, tab } = run;
    const here = page.queries.active === tab;
    const told = (run.told = tell(outcome, page.say, page.language, asked.query));
    if (outcome.state === "answered") told.problem = this.doubt(asked.query);
    if (outcome.state === "failed") {
      if (told.problem) told.problem.offer = this.offer(outcome.problem, asked.query);
      if (outcome.problem.line) run.fault = outcome.problem;
    }
    if (here) this.show();
    if (here && run.fault) page.editor.focus();
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
    for (const [each] of this.answers) if (this.answers.size > ANSWERS) this.drop(each);
    if (here) page.showAnswer(this.answers.get(tab));
  }

  /** Keep an answer no longer, nor say how long it took. @param {string} tab */
  drop(tab) {
    this.answers.delete(tab);
    const run = this.runs.get(tab);
    if (run?.told && !run.told.problem) run.told = undefined;
  }

  /** What mends a query in one step, where that is known. @param {import("./run.js").Problem} problem @param {string} query */
  offer(problem, query) {
    const { page } = this;
    const line = missing(problem, query);
    if (!line) return undefined;
    return this.again(page.say("Add {line} and run again", { line }), (now) => withLine(now, line));
  }

  /** What is told beside an answer where the query names a term that there is not. @param {string} query */
  doubt(query) {
    const { page } = this;
    const found = misnamed(query, page.site.index);
    if (!found) return undefined;
    const words = page.say("Write {near} and run again", { near: found.near ?? "" });
    return {
      title: page.say("The ontology has no {term}", { term: found.term }),
      text: page.say("Nothing in the graph fits it, so that the answer may lack what you look for."),
      offer: found.near ? this.again(words, (now) => misnamed(now, page.site.index)?.mended ?? now) : undefined,
    };
  }

  /** An offer to change the query and run it. @param {string} words @param {(now: string) => string} change */
  again(words, change) {
    const { page } = this;
    const act = () => {
      page.editor.replace(change(page.editor.value));
      page.editor.focus();
      page.run();
    };
    return { words, act };
  }
}

/** What a comment asks for, unless it did so before. @template {object} T @param {T} before @param {T} now @returns {Partial<T>} */
const changed = (before, now) => (JSON.stringify(before) === JSON.stringify(now) ? {} : now);
