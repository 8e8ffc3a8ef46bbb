/** What fits where something is being written: from the query itself and from the snapshot's own figures. */

import { AGGREGATES, FORMS, FUNCTIONS, MODIFIERS, PATTERNS } from "./keywords.js";
import { TYPE, expand } from "./situation.js";

/**
 * @typedef {Record<string, string>} Texts by language
 * @typedef {{iri: string, label: Texts, about: Texts, count: number}} Term
 * @typedef {Term & {properties: [number, number, number[]][]}} Class property, statements, classes of the values
 * @typedef {object} Index what /completion.json has
 * @property {Record<string, string>} prefixes
 * @property {Record<string, string>} spaces of the things, by kind
 * @property {Class[]} classes
 * @property {Term[]} properties
 * @property {[string, Texts, number[]][]} things IRI, names, classes
 * @property {boolean} whole whether these are all things
 *
 * @typedef {object} Option
 * @property {string} text what is written
 * @property {string} [name] its name in the reader's language
 * @property {number} [count]
 * @property {string} [about] its definition
 * @property {"class" | "property" | "thing" | "variable" | "keyword" | "function" | "prefix"} kind
 * @property {string[]} [found] more that it is found by
 * @property {{prefix: string, space: string}} [needs] a prefix that the query does not declare yet
 * @property {number} [rank] the better ones are smaller; 0 where nothing else is said
 */

/** Options that are shown at once. */
const SHOWN = 60;
/** What names of relations begin with, which nobody thinks of. */
const LEADING = /^(?:has|is) ?/;

/**
 * @param {import("./situation.js").Situation} here
 * @param {Index} index
 * @param {string} language
 * @returns {Option[]} what fits, best first
 */
export function options(here, index, language) {
  const knowledge = new Knowledge(here, index, language);
  const found = PLACES[here.place](knowledge);
  const word = fold(here.word);
  return found
    .map((option, number) => ({ option, number, score: score(option, word) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score || (a.option.rank ?? 0) - (b.option.rank ?? 0) || a.number - b.number)
    .slice(0, SHOWN)
    .map(({ option }) => option);
}

/** @type {Record<import("./situation.js").Place, (known: Knowledge) => Option[]>} */
const PLACES = {
  none: () => [],
  value: (known) => known.things(),
  start: () => words(["PREFIX", ...FORMS]),
  prefix: (known) => known.prefixes(),
  select: (known) => [...known.variables(), ...words(["WHERE", "DISTINCT", "FROM"]), ...calls(AGGREGATES)],
  subject: (known) => [...known.variables(), ...words(PATTERNS), ...known.things()],
  predicate: (known) => [...known.properties(), ...known.variables(1)],
  object: (known) => known.values(),
  end: () => words([...PATTERNS]),
  graph: (known) => known.variables(),
  expression: (known) => [...known.variables(), ...calls(FUNCTIONS), ...calls(AGGREGATES), ...words(["EXISTS", "NOT EXISTS", "AS", "IN"])],
  modifiers: (known) => [...words([...MODIFIERS, "VALUES"]), ...known.variables(), ...words(["ASC", "DESC"]), ...calls(AGGREGATES)],
};

/** @param {string[]} list @returns {Option[]} */
const words = (list) => list.map((text) => ({ text, kind: "keyword" }));
/** @param {string[]} list @returns {Option[]} */
const calls = (list) => list.map((text) => ({ text: `${text}(`, kind: "function" }));

/** The index as one place in one query sees it. */
class Knowledge {
  /** @param {import("./situation.js").Situation} here @param {Index} index @param {string} language */
  constructor(here, index, language) {
    [this.here, this.index, this.language] = [here, index, language];
    this.classes = new Map(index.classes.map((each, number) => [each.iri, number]));
    this.places = new Map(index.properties.map((each, number) => [each.iri, number]));
    this.things_ = new Map(index.things.map((each) => [each[0], each]));
    this.kinds = this.inferred();
  }

  /** What is known of each subject's and object's classes: what is stated, else what its properties tell. */
  inferred() {
    /** @type {Map<string, Set<number>>} */
    const kinds = new Map();
    const stated = new Set();
    for (const { subject, path, object } of this.here.statements) {
      const kind = this.classes.get(object);
      if (path.length === 1 && path[0] === TYPE && kind !== undefined) {
        kinds.set(subject, new Set([...(kinds.get(subject) ?? []), kind]));
        stated.add(subject);
      }
    }
    for (let round = 0; round < 3; round += 1) {
      for (const { subject, path, object } of this.here.statements) {
        const values = this.ranges(kinds.get(subject) ?? this.kindsOf(subject), path);
        if (object.startsWith("?") || object.startsWith("_:")) if (!stated.has(object) && values.size) kinds.set(object, values);
      }
    }
    return kinds;
  }

  /** @param {string} term @returns {Set<number>} the classes of a thing that is named */
  kindsOf(term) {
    return new Set(this.things_.get(term)?.[2] ?? []);
  }

  /**
   * The classes of the values at the end of a path.
   *
   * @param {Set<number>} kinds of its beginning; none where nothing is known
   * @param {string[]} path
   */
  ranges(kinds, path) {
    let found = kinds;
    for (const step of path) {
      const place = this.places.get(step);
      if (place === undefined || step === TYPE) return new Set();
      const uses = this.uses(found);
      const values = uses.filter(([each]) => each === place).flatMap(([, , classes]) => classes);
      found = new Set(values);
    }
    return found;
  }

  /** @param {Set<number>} kinds all classes where none is known @returns {[number, number, number[]][]} */
  uses(kinds) {
    const chosen = kinds.size ? [...kinds].map((each) => this.index.classes[each]) : this.index.classes;
    return chosen.flatMap((each) => each.properties);
  }

  /** The classes of the subject, or of what the path so far leads to. */
  around() {
    const { subject, path } = this.here;
    const kinds = this.kinds.get(subject) ?? this.kindsOf(subject);
    return path.length ? this.ranges(kinds, path) : kinds;
  }

  /** @returns {Option[]} */
  properties() {
    const kinds = this.around();
    /** @type {Map<number, number>} */
    const inside = new Map();
    if (kinds.size) for (const [place, count] of this.uses(kinds)) inside.set(place, Math.max(count, inside.get(place) ?? 0));
    const listed = this.index.properties.map((each, place) => {
      if (each.iri === TYPE) return undefined;
      const count = inside.get(place);
      // With a word being written, properties of other classes may be wanted too, after those of this one.
      if (kinds.size && count === undefined && !this.here.word) return undefined;
      return { ...this.term(each, "property", count ?? each.count), rank: count === undefined && kinds.size ? 1e9 : -(count ?? each.count) };
    });
    const a = { text: "a", name: this.name({ en: "kind", ja: "種類" }), kind: /** @type {const} */ ("keyword"), rank: -Infinity };
    return [a, ...listed.filter((each) => each !== undefined)];
  }

  /** @returns {Option[]} */
  values() {
    const { subject, path } = this.here;
    if (path.length === 1 && path[0] === TYPE) {
      return this.index.classes.map((each) => ({ ...this.term(each, "class", each.count), rank: -each.count }));
    }
    const kinds = this.ranges(this.kinds.get(subject) ?? this.kindsOf(subject), path);
    return [...this.fresh(), ...this.variables(), ...this.things(kinds)];
  }

  /** A new variable, called after the property. @returns {Option[]} */
  fresh() {
    const local = /[#/]([^#/]+)$/.exec(this.here.path.at(-1) ?? "")?.[1] ?? "";
    const short = local.replace(/^(has|is)(?=[A-Z])/, "");
    const text = `?${short.charAt(0).toLowerCase()}${short.slice(1)}`;
    if (!/^\?\w+$/.test(text) || this.here.variables.includes(text)) return [];
    return [{ text, kind: "variable", rank: -1e9 }];
  }

  /** @param {number} [rank] @returns {Option[]} */
  variables(rank = -1e6) {
    return this.here.variables.map((text) => ({ text, kind: "variable", rank }));
  }

  /** @param {Set<number>} [kinds] only those of these classes; all where there are none @returns {Option[]} */
  things(kinds) {
    return this.index.things
      .filter(([, , classes]) => !kinds?.size || classes.some((each) => kinds.has(each)))
      .map(([iri, names, classes]) => thing(iri, names, this.name(names), this.here, this.index, this.kindName(classes)));
  }

  /** @param {number[]} classes @returns {string} what the narrowest of them is called */
  kindName(classes) {
    const narrowest = classes.map((each) => this.index.classes[each]).sort((a, b) => a.count - b.count).find((each) => Object.keys(each.label).length);
    return narrowest ? this.name(narrowest.label) : "";
  }

  /** @returns {Option[]} */
  prefixes() {
    const all = Object.entries({ ...this.index.spaces, ...this.index.prefixes });
    return all
      .filter(([prefix]) => !this.here.declared.has(prefix))
      .map(([prefix, space]) => ({ text: `${prefix}: <${space}>`, kind: "prefix", found: [space] }));
  }

  /** @param {Term} term @param {"class" | "property"} kind @param {number} count @returns {Option} */
  term(term, kind, count) {
    return {
      ...written(term.iri, this.here, this.index),
      name: this.name(term.label),
      count,
      about: this.name(term.about),
      kind,
      found: Object.values(term.label),
    };
  }

  /** @param {Texts} texts @returns {string} in the reader's language, else in English, else in any */
  name(texts) {
    return texts[this.language] ?? texts.en ?? Object.values(texts)[0] ?? "";
  }
}

/**
 * @param {string} iri
 * @param {Texts} names
 * @param {string} name
 * @param {import("./situation.js").Situation} here
 * @param {Index} index
 * @param {string} about
 * @returns {Option}
 */
export function thing(iri, names, name, here, index, about = "") {
  return { ...written(iri, here, index), name, about, kind: "thing", found: Object.values(names) };
}

/**
 * How an IRI is written: by a prefix where one fits, which the query may not declare yet.
 *
 * @param {string} iri
 * @param {import("./situation.js").Situation} here
 * @param {Index} index
 * @returns {{text: string, needs?: {prefix: string, space: string}}}
 */
export function written(iri, here, index) {
  const spaces = [...here.declared, ...Object.entries(index.prefixes), ...Object.entries(index.spaces)];
  for (const [prefix, space] of spaces) {
    const local = iri.slice(space.length);
    const name = `${prefix}:${local}`;
    if (!iri.startsWith(space) || !/^[\w][\w-]*$/.test(local) || (expand(name, here.declared, {}) ?? iri) !== iri) continue;
    const known = here.declared.has(prefix) || Object.hasOwn(index.prefixes, prefix);
    return known ? { text: name } : { text: name, needs: { prefix, space } };
  }
  return { text: `<${iri}>` };
}

/** @param {string} text @returns {string} without case, width and accents */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, (mark) => (/[\u3099\u309a]/.test(mark) ? mark : "")).toLowerCase();
}

/** How well an option fits what is being written: less is better. @param {Option} option @param {string} word folded */
function score(option, word) {
  if (!word || word === "?" || word === "$") return word && option.kind !== "variable" ? Infinity : 0;
  const text = fold(option.text);
  const local = text.slice(text.indexOf(":") + 1);
  const names = [...(option.found ?? []), option.name ?? ""].map(fold);
  const bare = local.replace(LEADING, "");
  if ([text, local, bare, ...names, ...names.map((name) => name.replace(LEADING, ""))].includes(word)) return -1;
  if (text.startsWith(word) || (local !== text && (local.startsWith(word) || bare.startsWith(word)))) return 0;
  if (names.some((name) => name.startsWith(word))) return 1;
  if (names.some((name) => name.split(/[\s\-/(（「]+/).some((part) => part.startsWith(word)))) return 2;
  if (word.length > 1 && [local, ...names].some((each) => each.includes(word))) return 3;
  return Infinity;
}
