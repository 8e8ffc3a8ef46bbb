/** A drawing as a file that looks alike without the page's stylesheet. */

import { draw } from "../../common/dom.js";

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "visibility"];

/** @param {SVGSVGElement} drawing as it stands on the page */
export function asFile(drawing) {
  const copy = drawing.cloneNode(true);
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, place) => {
    const look = getComputedStyle(original);
    for (const name of LOOKS) copies[place].setAttribute(name, look.getPropertyValue(name));
    copies[place].removeAttribute("class");
  });
  const [x, y, width, height] = copy.getAttribute("viewBox").split(" ");
  copy.prepend(draw("rect", { x, y, width, height, fill: getComputedStyle(document.body).backgroundColor }));
  return new XMLSerializer().serializeToString(copy);
}
