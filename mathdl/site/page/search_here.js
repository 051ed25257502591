// Opened by a double click, a page cannot read its neighbours: search then shows titles and places,
// and no words around them. Loaded before Sphinx asks.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
