/** The drawing of a network: moved and enlarged by mouse, by keys and by buttons. */

import { broken, FONT, fitted, widthOf } from "../charts/axes.js";
import { draw, make, save, unique } from "../../common/dom.js";
import { asFile } from "../charts/saving.js";
import { hrefOf } from "../terms.js";
import { arrange } from "./layout.js";

/** Pixels around all things: half a name beside them, two lines of one below. */
const AROUND = { above: 15, below: 55, beside: 80 };
const STEP = 60;
const ROOM = 150;
/** How far a pointer moves that only clicks, in pixels. */
const CLICK = 6;
/** Links whose properties are written without being asked for. */
const WRITTEN = 25;

export class Drawing {
  /**
   * @param {ReturnType<typeof import("./network.js").network>} graph
   * @param {import("../table.js").Setting} setting @param {string} fileName
   */
  constructor({ nodes, links, left }, { say, look }, fileName) {
    Object.assign(this, { nodes, links, say, look, fileName });
    const box = arrange(nodes, links);
    this.box = box;
    this.sheet = draw("svg", { class: "network", role: "group", "aria-label": this.words() });
    const help = unique("keys");
    this.frame = make("div", { class: "network-frame", tabindex: "0", role: "group", "aria-label": say("Drawing of the graph"), "aria-describedby": help, onkeydown: (event) => this.key(event) }, this.sheet);
    const notes = [make("p", { class: "quiet", id: help }, say("Move by dragging or with the arrow keys, enlarge with + and −, see all with 0. The list has all statements."))];
    if (left > 0) notes.unshift(make("p", { class: "quiet" }, say("The {count} things with most links are drawn; {left} more are in the list only.", { count: nodes.length, left })));
    this.element = make("div", {}, this.buttons(), this.frame, notes);
    this.pixels = 0;
    this.drag();
    this.label();
    this.fit(800, 450);
    new ResizeObserver(() => this.fit(this.frame.clientWidth, this.frame.clientHeight)).observe(this.frame);
  }

  /** See all, with its names, in a frame of so many pixels; a few things are not blown up. */
  fit(across, high) {
    if (across === 0 || across === this.pixels) return;
    this.pixels = across;
    const { left, right, top, bottom } = this.box;
    const { above, below, beside } = AROUND;
    const scale = Math.max(1, (right - left) / (across - 2 * beside), (bottom - top) / (high - above - below));
    const [width, height] = [across * scale, high * scale];
    this.whole = { x: (left + right - width) / 2, y: (top + bottom - height + (below - above) * scale) / 2, width, height };
    this.show(this.whole);
  }

  words() {
    return this.say("{things} things and {links} links between them", { things: this.nodes.length, links: this.links.length });
  }

  buttons() {
    const button = (text, name, act) => make("button", { type: "button", class: "plain", "aria-label": name, title: name, onclick: act }, text);
    return make(
      "div",
      { class: "table-tools network-tools" },
      button("+", this.say("Enlarge"), () => this.zoom(0.75)),
      button("−", this.say("Make smaller"), () => this.zoom(4 / 3)),
      button(this.say("See all"), this.say("See all"), () => this.show(this.whole)),
      button(this.say("Download as SVG"), this.say("Download as SVG"), () => save(`${this.fileName}.svg`, asFile(this.sheet), "image/svg+xml")),
    );
  }

  /** Draw anew with the names that are known now. */
  label() {
    const name = (term) => (term.type === "uri" ? this.look.labels.of(term.value) : { text: `_:${term.value}`, language: "" });
    const always = this.links.length <= WRITTEN;
    this.sheet.replaceChildren(
      ...this.links.map((link) => this.link(link, always, name)),
      ...this.nodes.map((node) => this.node(node, name(node.term))),
    );
    if (this.seen) this.show(this.seen);
  }

  link(link, always, name) {
    const { source, target, properties } = link;
    const words = properties.map((iri) => name({ type: "uri", value: iri }).text).join(", ");
    const [x, y] = [(source.x + target.x) / 2, (source.y + target.y) / 2];
    const line = draw("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y, class: "network-line" });
    const text = draw("text", { x, y: y - 3, "text-anchor": "middle", class: "network-property" }, fitted(words, ROOM));
    // Heard without its ends, "has party" tells nothing: the list beside has each link whole.
    link.element = draw("g", { class: always ? "network-link written" : "network-link", "aria-hidden": "true" }, line, arrow(source, target), text, draw("title", {}, words));
    return link.element;
  }

  node(node, { text, language }) {
    const { term, x, y } = node;
    const href = term.type === "uri" ? hrefOf(term.value, this.look.site) : "";
    const size = 4 + Math.min(8, Math.sqrt(node.links) * 1.5);
    node.lines = broken(text, ROOM);
    const lang = language && language !== this.look.language ? language : null;
    const parts = [
      draw("circle", { cx: x, cy: y, r: size, class: "network-dot" }),
      draw("text", { x, y: y + size + 2, "text-anchor": "middle", lang, dir: "auto" }, node.lines.map((line, place) => draw("tspan", { x, dy: place === 0 ? "0.9em" : "1.15em" }, line))),
      draw("title", {}, text),
    ];
    const light = (on) => () => this.light(node, on);
    const attributes = { class: "network-node", onmouseenter: light(true), onmouseleave: light(false) };
    // The list beside has the same links one after the other: they are no second row of steps for the keyboard.
    const link = { ...attributes, href, tabindex: "-1", draggable: "false" };
    node.element = href ? draw("a", link, parts) : draw("g", attributes, parts);
    return node.element;
  }

  /** Show what a thing is joined with. */
  light(node, on) {
    for (const { source, target, element } of this.links) {
      if (source === node || target === node) element.classList.toggle("lit", on);
    }
  }

  show({ x, y, width, height }) {
    this.seen = { x, y, width, height };
    this.sheet.setAttribute("viewBox", [x, y, width, height].map((each) => each.toFixed(1)).join(" "));
    const size = FONT * Math.max(0.5, width / this.pixels);
    this.sheet.setAttribute("font-size", String(size));
    this.name(size);
  }

  /** Names are as large as one reads; where one would cover another, that of the thing with more links is written. */
  name(size) {
    const written = [];
    for (const { x, y, lines, element } of this.nodes) {
      const half = (Math.max(...lines.map(widthOf)) * size) / FONT / 2;
      const box = { left: x - half, right: x + half, top: y, bottom: y + size * (1 + 1.2 * lines.length) };
      const covers = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      const free = !written.some(covers);
      if (free) written.push(box);
      element.classList.toggle("named", free);
    }
  }

  move(right, down) {
    const { x, y, width, height } = this.seen;
    this.show({ x: x + right, y: y + down, width, height });
  }

  zoom(factor) {
    const { x, y, width, height } = this.seen;
    if (width * factor < 60 || width * factor > this.whole.width * 4) return;
    this.show({ x: x + (width * (1 - factor)) / 2, y: y + (height * (1 - factor)) / 2, width: width * factor, height: height * factor });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (STEP * this.seen.width) / this.whole.width;
    const acts = {
      ArrowLeft: () => this.move(-step, 0),
      ArrowRight: () => this.move(step, 0),
      ArrowUp: () => this.move(0, -step),
      ArrowDown: () => this.move(0, step),
      "+": () => this.zoom(0.75),
      "=": () => this.zoom(0.75),
      "-": () => this.zoom(4 / 3),
      0: () => this.show(this.whole),
    };
    if (!(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  }

  drag() {
    let last = null;
    let moved = 0;
    const begin = (event) => {
      if (event.button !== 0) return;
      last = [event.clientX, event.clientY];
      moved = 0;
    };
    const follow = (event) => {
      if (!last) return;
      const [right, down] = [last[0] - event.clientX, last[1] - event.clientY];
      moved += Math.abs(right) + Math.abs(down);
      // Only a drag takes the pointer: a click belongs to the link that it meets.
      if (moved > CLICK) this.frame.setPointerCapture(event.pointerId);
      last = [event.clientX, event.clientY];
      const scale = 1 / (this.sheet.getScreenCTM()?.a || 1);
      this.move(right * scale, down * scale);
    };
    const end = () => (last = null);
    const listeners = { pointerdown: begin, pointermove: follow, pointerup: end, pointercancel: end, pointerleave: end };
    for (const [name, listener] of Object.entries(listeners)) this.frame.addEventListener(name, listener);
    // Whoever let go of the drawing over a thing did not follow its link.
    this.frame.addEventListener("click", (event) => void (moved > CLICK && event.preventDefault()), true);
    this.frame.addEventListener("dragstart", (event) => event.preventDefault());
    const wheel = (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15);
    };
    this.frame.addEventListener("wheel", wheel, { passive: false });
  }
}

/** The way of a link, at its middle. */
function arrow(source, target) {
  const [x, y] = [(source.x * 2 + target.x * 3) / 5, (source.y * 2 + target.y * 3) / 5];
  const angle = (Math.atan2(target.y - source.y, target.x - source.x) * 180) / Math.PI;
  return draw("path", { d: "M4,0L-4,-3.5L-4,3.5Z", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)})`, class: "network-arrow" });
}
