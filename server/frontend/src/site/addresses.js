/**
 * Addresses that people copy into other programs: a page cannot know under which address it is read, and gives
 * the permanent one; here stands the one that works now.
 */

for (const shown of document.querySelectorAll("[data-address]")) {
  shown.textContent = new URL(shown.dataset.address, document.baseURI).href;
}
