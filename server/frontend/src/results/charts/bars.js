/** Bars, one for each row: rows are never added up. A figure that is too long is rounded; the table beside has all its digits. */

import { draw } from "../../common/dom.js";
import { broken, FONT, label, linear, numberMarks, ruler, sheet, short, widthOf } from "./axes.js";

const ROW = 26;
/** Of two lines of a name. */
const LINE = FONT + 2;
const BAR = 16;
/** How much of the room beside the names figures may take, at both sides together. */
const FIGURES = 0.5;

/** @param {{label: string, value: number, text: string, rounded: (digits: string) => string}[]} items */
export function bars(items, { width, title, language }) {
  const narrow = width < 560;
  const names = narrow ? 0 : Math.min(width * 0.4, Math.max(...items.map((each) => widthOf(each.label))) + 12);
  const format = short(language);
  const values = items.map((each) => each.value);
  const isBelow = values.some((value) => value < 0);
  const most = ((width - names) * FIGURES) / (isBelow ? 2 : 1);
  const written = items.map(({ text, value, rounded }) => (widthOf(text) + 10 <= most ? text : rounded(format(value))));
  const figures = Math.min(most, Math.max(...written.map(widthOf)) + 10);
  const [left, right] = [names + (isBelow ? figures : 0) + 1, width - figures];
  const named = items.map((each) => (narrow ? [each.label] : broken(each.label, names - 12)));
  const row = narrow ? ROW + FONT + 5 : ROW + LINE * (Math.max(...named.map(({ length }) => length)) - 1);
  const top = 4;
  const bottom = top + items.length * row;
  const mark = Math.max(...values.map((value) => widthOf(format(value)))) + 30;
  const { marks, domain } = numberMarks(values, Math.min(6, Math.max(1, Math.floor((right - left) / mark))));
  const x = linear(domain, [left, right]);
  const grid = marks.map((mark) => [
    ruler(x(mark), top, x(mark), bottom, mark === 0 ? "rule axis" : "rule"),
    label(format(mark), x(mark), bottom + FONT + 4, { anchor: mark === domain[0] && names < 20 ? "start" : "middle", look: "tick" }),
  ]);
  const drawn = items.map((each, place) => {
    const y = top + place * row + (narrow ? FONT + 5 : (row - BAR) / 2);
    return bar(each, { x, y, narrow, names, width, base: top + place * row, figure: written[place], lines: named[place] });
  });
  return sheet(width, bottom + FONT + 10, title, grid, drawn);
}

function bar({ label: name, value, text }, { x, y, narrow, names, base, width, figure, lines }) {
  const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  const shape = { x: from, y, width: Math.max(to - from, value === 0 ? 0 : 1), height: BAR, class: "bar", rx: 1 };
  const middle = y + BAR / 2 + FONT * 0.36;
  return draw(
    "g",
    {},
    draw("title", {}, `${name}: ${text}`),
    narrow
      ? label(name, 0, base + FONT, { room: width })
      : lines.map((line, place) => label(line, names - 10, middle + LINE * (place - (lines.length - 1) / 2), { anchor: "end" })),
    draw("rect", shape),
    value < 0
      ? label(figure, from - 5, middle, { anchor: "end", look: "number" })
      : label(figure, to + 5, middle, { look: "number" }),
  );
}
