/** Addresses and programs that people copy: a button beside each, whose words the page gives. */

import { copyButton } from "../common/copying.js";

for (const box of document.querySelectorAll("[data-copy]")) {
  const words = { Copy: box.dataset.copy, Copied: box.dataset.copied };
  const text = () => box.querySelector("code, .here").textContent;
  box.append(" ", copyButton(text, (english) => words[english] ?? box.dataset.byHand));
}
