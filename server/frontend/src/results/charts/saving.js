/** A drawing as a file that looks alike without the page's stylesheet. */

import { draw } from "../../common/dom.js";
import { FONT } from "./axes.js";

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "visibility"];

/** Room for the words above a drawing. */
const HEAD = 26;

/** @param {SVGSVGElement} drawing as it stands on the page @param {string} [name] what it shows, which the page says above it */
export function asFile(drawing, name = "") {
  const copy = drawing.cloneNode(true);
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, place) => {
    const look = getComputedStyle(original);
    for (const name of LOOKS) copies[place].setAttribute(name, look.getPropertyValue(name));
    copies[place].removeAttribute("class");
  });
  let [x, y, width, height] = copy.getAttribute("viewBox").split(" ").map(Number);
  if (name) {
    [y, height] = [y - HEAD, height + HEAD];
    const { color, fontFamily } = getComputedStyle(document.body);
    copy.prepend(draw("text", { x, y: y + HEAD - 10, fill: color, "font-family": fontFamily, "font-size": FONT, "font-weight": 600, dir: "auto" }, name));
    for (const [key, value] of Object.entries({ viewBox: [x, y, width, height].join(" "), width, height })) copy.setAttribute(key, value);
  }
  copy.prepend(draw("rect", { x, y, width, height, fill: getComputedStyle(document.body).backgroundColor }));
  return new XMLSerializer().serializeToString(copy);
}
