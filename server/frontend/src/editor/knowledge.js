/** What the snapshot's own figures tell of one place in one query: which properties, values and names fit there. */

import { TYPE, expand } from "./situation.js";

/**
 * @typedef {import("./completion.js").Index} Index
 * @typedef {import("./completion.js").Option} Option
 * @typedef {import("./completion.js").Term} Term
 * @typedef {import("./completion.js").Texts} Texts
 */

/** The graphs of every dataset, beside those of its sources. */
const GRAPHS = ["adjudications", "concepts", "derived", "entities", "inferred", "metadata", "ontology", "shapes"];

/** The index as one place in one query sees it. */
export class Knowledge {
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
    const others = this.variables().filter(({ text }) => text !== subject);
    return [...this.fresh(), ...others, ...this.things(kinds)];
  }

  /** What the values of the property at hand are, as the parts of IRIs that name kinds of things; none: anything. @returns {string[]} */
  kindsOfValues() {
    const { subject, path } = this.here;
    const classes = this.ranges(this.kinds.get(subject) ?? this.kindsOf(subject), path);
    if (!classes.size) return [];
    const things = this.index.things.filter(([, , each]) => each.some((kind) => classes.has(kind)));
    return Object.values(this.index.spaces).filter((space) => things.some(([iri]) => iri.startsWith(space)));
  }

  /** A graph by what it holds: a source's by the source's name. @returns {Option[]} */
  graphs() {
    const { source } = this.index.spaces;
    const graph = (place, names) => ({ text: `<${source.replace(/id\/[^/]*\/$/, "graph/")}${place}>`, name: this.name(names), kind: /** @type {const} */ ("thing"), found: [...Object.values(names), place] });
    const sources = this.index.things.filter(([iri]) => source && iri.startsWith(source));
    return [
      ...(source ? GRAPHS.map((name) => graph(name, { en: name })) : []),
      ...sources.map(([iri, names]) => graph(`source/${iri.slice(source.length)}`, names)),
    ];
  }

  /** A new variable, called after the property or as it is usual. @param {string} [usual] @returns {Option[]} */
  fresh(usual = "") {
    const local = usual || (/[#/]([^#/]+)$/.exec(this.here.path.at(-1) ?? "")?.[1] ?? "");
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
