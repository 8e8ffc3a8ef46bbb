/**
 * The switches of language and colours lead back to the place on the page that was read, which no server knows: a
 * browser takes it along (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2).
 */

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".tongues a"))) {
  link.addEventListener("click", () => (link.hash = location.hash));
}
