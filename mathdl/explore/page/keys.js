// What widgets leave undone in JupyterLab: names for sliders, numbers that can be typed beside them,
// and keys that stay in the control that has the focus.

// Mend the controls of the explorer around a picture, until the signal.
function mendControls(picture, signal) {
  const names = new MutationObserver(([change]) => nameSliders(change.target.ownerDocument));
  signal.addEventListener("abort", () => names.disconnect());
  (function settle() {
    const output = picture.closest(".jp-OutputArea-output") ?? picture.closest(".mathdl-explorer");
    if (signal.aborted) return;
    if (!output) return void requestAnimationFrame(settle); // not on the page yet
    output.addEventListener("focusin", keepKeys, { signal });
    output.addEventListener("keydown", beforeEnter, { signal, capture: true });
    output.addEventListener("focusout", takeNumber, { signal });
    names.observe(output, { childList: true, subtree: true });
    nameSliders(document);
  })();
}

// JupyterLab would take "b" in a slider as "insert a cell below".
function keepKeys(event) {
  event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}

// A number beside a slider can be typed. It is shown with a minus sign, which ipywidgets does not
// read, and taken on Enter; on leaving, ipywidgets waits for an event that never comes up to it.
function writeHyphen(readout) {
  readout.textContent = readout.textContent.replace("−", "-");
}
function beforeEnter({ key, target }) {
  if (key === "Enter" && target.matches(".widget-readout")) writeHyphen(target);
}
function takeNumber({ target }) {
  if (!target.matches(".widget-readout")) return;
  writeHyphen(target);
  target.dispatchEvent(new FocusEvent("blur", { bubbles: true }));
}

// Screen readers hear the label and the number that sighted readers see beside the slider.
function nameSliders(root) {
  for (const handle of root.querySelectorAll(".mathdl-explorer .noUi-handle")) {
    const row = handle.closest(".jupyter-widgets");
    const label = row.querySelector(".widget-label")?.textContent;
    const value = row.querySelector(".widget-readout")?.textContent;
    if (label) handle.setAttribute("aria-label", label);
    if (value) handle.setAttribute("aria-valuetext", value);
  }
}
