/** What is typed into a field. While Japanese is being composed, what stands there is not yet what is meant. */

/** @param {HTMLInputElement} field @param {() => void} act called with each change that is meant */
export function whenTyped(field, act) {
  field.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) act();
  });
  field.addEventListener("compositionend", act);
}
