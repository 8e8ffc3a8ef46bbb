/** What happened when: a dot for a day, a bar for a period, one below the other in order of time. */

import { draw } from "../../common/dom.js";
import { FONT, label, linear, ruler, sheet, timeMarks, widthOf } from "./axes.js";

const ROW = 42;

/** @param {{label: string, start: number, end: number, text: string}[]} items in order of time */
export function timeline(items, { width, title }) {
  const moments = items.flatMap(({ start, end }) => [start, end]);
  const [low, high] = [Math.min(...moments), Math.max(...moments)];
  const side = 26;
  const x = linear([low, high], [side, width - side]);
  const top = FONT + 12;
  const bottom = top + items.length * ROW + 8;
  const marks = timeMarks([low, high], Math.max(2, Math.floor(width / 90))).map(({ time, text }) => [
    ruler(x(time), top, x(time), bottom),
    label(text, x(time), FONT, { anchor: "middle", look: "tick" }),
  ]);
  const drawn = items.map((each, place) => row(each, x, top + 6 + place * ROW, width));
  return sheet(width, bottom, title, marks, drawn);
}

/** When it is and what stands above its mark, from the begin on, or up to the end where that leaves more room: a long
 * name is cut, its date never. */
function row(each, x, top, width) {
  // A period may be said to end before it begins.
  const from = x(Math.min(each.start, each.end));
  const to = Math.max(x(each.start), x(each.end), from + 1);
  const y = top + FONT + 11;
  const mark = to - from > 8
    ? draw("rect", { x: from, y: y - 4, width: to - from, height: 8, rx: 4, class: "bar" })
    : draw("circle", { cx: (from + to) / 2, cy: y, r: 4.5, class: "moment series-0" });
  mark.append(draw("title", {}, `${each.label}: ${each.text}`));
  const words = `${each.text}: ${each.label}`;
  const [right, left] = [width - from, to];
  const text = right >= Math.min(left, widthOf(words))
    ? label(words, from, top + FONT, { room: right })
    : label(words, to, top + FONT, { anchor: "end", room: left });
  return draw("g", {}, mark, text);
}
