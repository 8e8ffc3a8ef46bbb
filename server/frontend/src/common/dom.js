/** Elements, made without markup: a text of the data is always a text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Element} element
 * @param {Record<string, unknown>} attributes functions are listeners (`onclick`); null and false are left out
 * @param {any[]} children nodes and texts, in lists of any depth; null is left out
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined));
  return element;
}

/** Make an element of HTML. */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Make an element of a drawing. */
export function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Let the browser save a text under a name. */
export function save(name, text, mediaType) {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

let made = 0;

/** A name for an element that no other has. */
export function unique(stem) {
  made += 1;
  return `${stem}-${made}`;
}
