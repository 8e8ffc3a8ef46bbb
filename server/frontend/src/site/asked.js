/** Forms whose answer stands on their page: who comes back to it finds the fields as they were asked. */

window.addEventListener("pageshow", (event) => {
  // The whole page came back, with what was chosen after its answer.
  if (event.persisted) for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.fill"))) form.reset();
});
