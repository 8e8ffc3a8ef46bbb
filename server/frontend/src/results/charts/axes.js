/** What all charts need: room for texts, scales and their marks. */

import { ticks } from "d3-array";
import { draw } from "../../common/dom.js";

export const FONT = 13;

/** How wide a text is, roughly: ideographs and kana are as wide as high. */
export function widthOf(text) {
  let width = 0;
  for (const letter of text) width += /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(letter) ? FONT : FONT * 0.6;
  return width;
}

/** A text, cut where it is wider than its room. */
export function fitted(text, room) {
  if (widthOf(text) <= room) return text;
  let short = "";
  let width = FONT;
  for (const letter of text) {
    width += widthOf(letter);
    if (width > room) break;
    short += letter;
  }
  return `${short.trimEnd()}…`;
}

/** A text in two lines at most, broken between words, and between the letters of Japanese. */
export function broken(text, room) {
  if (widthOf(text) <= room) return [text];
  const words = text.split(/(?<=\s)|(?<=[\u3040-\u9fff])/);
  let first = "";
  while (words.length > 1 && widthOf(first + words[0]) <= room) first += words.shift();
  return first ? [first.trimEnd(), fitted(words.join(""), room)] : [fitted(text, room)];
}

/** A text at a place; in full in its title, where it had to be cut. */
export function label(text, x, y, { anchor = "start", look = "", room = Infinity } = {}) {
  const short = fitted(text, room);
  const attributes = { x, y, "text-anchor": anchor, class: look || null, dir: "auto" };
  return draw("text", attributes, short, short === text ? null : draw("title", {}, text));
}

/** From values to places. */
export function linear([low, high], [from, to]) {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** Round numbers to stand at an axis that begins at zero, or at the least value where that is below. */
export function numberMarks(values, count) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const whole = values.every(Number.isInteger);
  const marks = ticks(low, high === low ? 1 : high, count).filter((mark) => !whole || Number.isInteger(mark));
  return { marks, domain: [Math.min(low, ...marks), Math.max(high, ...marks)] };
}

/** Numbers in few letters, but in as many digits as tell the marks of an axis apart. */
export function short(language) {
  const [plain, tiny] = ["compact", "scientific"].map((notation) => new Intl.NumberFormat(language, { notation, maximumSignificantDigits: 3 }));
  return (value) => (value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15) ? plain : tiny).format(value);
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Steps within a day, in minutes. */
const STEPS = [1 / 60, 1 / 12, 1 / 4, 1 / 2, 1, 5, 15, 30, 60, 120, 180, 360, 720];

/** Moments to stand at an axis: years, months, days or times of a day, whichever gives a few. */
export function timeMarks([low, high], count) {
  const years = (high - low) / (365.25 * DAY);
  if (years >= 2) {
    const from = new Date(low).getUTCFullYear();
    const marks = ticks(from, new Date(high).getUTCFullYear() + 1, Math.min(count, Math.ceil(years) + 1));
    return marked(marks.filter(Number.isInteger).map((year) => utc(year, 0, 1)), low, high, 4);
  }
  const months = years * 12;
  const step = [1, 2, 3, 6].find((each) => months / each <= count) ?? 6;
  if (months >= 2) return marked(sequence((place) => utcOf(low, place * step)), low, high, 7);
  if (high - low < DAY) {
    const clock = MINUTE * (STEPS.find((each) => (high - low) / MINUTE / each <= count) ?? 720);
    const first = Math.floor(low / clock) * clock;
    return marked(sequence((place) => first + place * clock), low, high, clock < MINUTE ? 19 : 16, 11);
  }
  const days = [1, 2, 7, 14].find((each) => (high - low) / DAY / each <= count) ?? 14;
  const begin = Math.floor(low / DAY) * DAY;
  return marked(sequence((place) => begin + place * days * DAY), low, high, 10);
}

const sequence = (at) => Array.from({ length: 40 }, (_, place) => at(place));

function utcOf(low, months) {
  const first = new Date(low);
  return utc(first.getUTCFullYear(), first.getUTCMonth() + months, 1);
}

function utc(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

function marked(times, low, high, end, begin) {
  const inside = times.filter((time) => time >= low && time <= high);
  return inside.map((time) => ({ time, text: textOf(time, end, begin) }));
}

/** A part of a moment as ISO 8601 writes it; a day where it begins, in place of its hour. */
function textOf(time, end, begin = 0) {
  if (begin && time % DAY === 0) return textOf(time, 10);
  const text = new Date(time).toISOString();
  const more = text.length > 24 ? 3 : 0;
  return text.slice(begin && begin + more, end + more);
}

/** An empty drawing with its words for those who cannot see it. */
export function sheet(width, height, title, ...children) {
  return draw(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title },
    children,
  );
}

export function ruler(x1, y1, x2, y2, look = "rule") {
  return draw("line", { x1, y1, x2, y2, class: look });
}
