/** Values over time: one line for each series, whose name stands at its end. */

import { draw } from "../../common/dom.js";
import { groupBy } from "./data.js";
import { FONT, label, linear, numberMarks, ruler, sheet, short, timeMarks, widthOf } from "./axes.js";

/** Series that colours and marks keep apart. */
const APART = 8;

/** @param {{time: number, moment: string, series: string, value: number, text: string}[]} items in order of time */
export function line(items, { width, title, language }) {
  const height = Math.round(Math.min(360, Math.max(220, width * 0.45)));
  const { marks, domain } = numberMarks(items.map((each) => each.value), 5);
  const format = short(language);
  const series = [...groupBy(items, (each) => each.series)];
  const left = Math.max(...marks.map((mark) => widthOf(format(mark)))) + 8;
  const names = Math.min(width * 0.3, Math.max(...series.map(([name]) => widthOf(name))) + 12);
  const right = width - (series.length > 1 ? names + 6 : 16);
  const bottom = height - FONT - 12;
  const span = [items[0].time, items.at(-1).time];
  const x = linear(span, [left + 6, right]);
  const y = linear(domain, [bottom, 12]);
  const grid = marks.map((mark) => [
    ruler(left, y(mark), right, y(mark), mark === 0 ? "rule axis" : "rule"),
    label(format(mark), left - 6, y(mark) + 4, { anchor: "end", look: "tick" }),
  ]);
  const times = timeMarks(span, Math.max(2, Math.floor((right - left) / 80))).map(({ time, text }) => [
    ruler(x(time), bottom, x(time), bottom + 4, "rule axis"),
    label(text, x(time), bottom + FONT + 6, { anchor: "middle", look: "tick" }),
  ]);
  const taken = [];
  const drawn = series.map(([name, points], place) => [
    course(points, x, y, place % APART),
    series.length > 1 ? label(name, right + 6, apart(y(points.at(-1).value) + 4, taken), { room: width - right - 6, look: `series-${place % APART}` }) : null,
  ]);
  return sheet(width, height, title, grid, times, drawn);
}

function course(points, x, y, look) {
  const path = points.map((each, place) => `${place === 0 ? "M" : "L"}${x(each.time).toFixed(1)},${y(each.value).toFixed(1)}`);
  const dots = points.map((each) =>
    draw(
      "circle",
      { cx: x(each.time), cy: y(each.value), r: points.length > 100 ? 1.5 : 3.5, class: `moment series-${look}` },
      draw("title", {}, `${each.series ? `${each.series}, ` : ""}${each.moment}: ${each.text}`),
    ),
  );
  return isCourse(points) ? [draw("path", { d: path.join(""), class: `course series-${look}` }), dots] : dots;
}

/** Whether there is one value at a time: several are no course of anything, and are not joined. @param {{time: number}[]} points */
export const isCourse = (points) => points.every(({ time }, place) => place === 0 || time !== points[place - 1].time);

/** A place near the wished one where no other name stands. */
function apart(wished, taken) {
  let place = wished;
  while (taken.some((each) => Math.abs(each - place) < FONT + 1)) place -= 2;
  taken.push(place);
  return place;
}
