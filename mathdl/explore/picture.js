// The picture of an explorer with its sentence, and what widgets leave undone in JupyterLab:
// alternative text, a word back for every frame painted, names for sliders, numbers that can be
// typed beside them, keys that stay in the control that has the focus, and a word when the kernel
// is gone.

function render({ model, el }) {
  const image = document.createElement("img");
  const sentence = document.createElement("p");
  const alert = document.createElement("p");
  sentence.setAttribute("role", "status");
  alert.setAttribute("role", "alert");
  sentence.className = "mathdl-sentence";
  el.append(image, alert, sentence);
  const width = `${model.get("width")}px`;
  image.style.cssText = `display:block; width:${width}; max-width:100%; margin-top:0.5em; background:white`;
  sentence.style.cssText =
    `max-width:${width}; min-height:2.8em; margin:0.4em 0; font-size:14px; line-height:1.4`;
  alert.style.cssText = `max-width:${width}; margin:0.4em 0; font-weight:bold`;

  async function update() {
    const number = model.get("number");
    const error = model.get("error");
    image.alt = model.get("sentence");
    image.hidden = Boolean(error);
    image.style.display = error ? "none" : "block";
    alert.textContent = error;
    sentence.textContent = error ? "" : model.get("sentence");
    image.src = dataUrl(model.get("frame"));
    await image.decode().catch(() => {}); // a newer frame may have taken its place
    requestAnimationFrame(() => tell({ painted: number }));
  }
  function tell(message) {
    try {
      model.send(message);
    } catch {} // the kernel is gone, and with it the one who waits for the word
  }
  function tellIfLost() {
    const lost = el.closest(".jupyter-widgets-disconnected");
    alert.textContent = lost ? "This picture has lost its kernel: run the cells again." : model.get("error");
  }
  model.on("change:number", update);
  // The explorer, which the class is put on, hears of it at the same time.
  const onceAllHaveHeard = () => requestAnimationFrame(tellIfLost);
  model.on("comm_live_update", onceAllHaveHeard);
  update();

  const leaving = new AbortController();
  const names = new MutationObserver(([change]) => nameSliders(change.target.ownerDocument));
  function settle() {
    const output = el.closest(".jp-OutputArea-output") ?? el.closest(".mathdl-explorer");
    if (leaving.signal.aborted) return;
    if (!output) return void requestAnimationFrame(settle); // not on the page yet
    const { signal } = leaving;
    output.addEventListener("focusin", keepKeys, { signal });
    output.addEventListener("keydown", beforeEnter, { signal, capture: true });
    output.addEventListener("focusout", takeNumber, { signal });
    names.observe(output, { childList: true, subtree: true });
    nameSliders(document);
  }
  settle();

  return () => {
    leaving.abort();
    names.disconnect();
    model.off("change:number", update);
    model.off("comm_live_update", onceAllHaveHeard);
  };
}

// Painted 15 ms sooner than the URL of a blob, which the browser loads like a page.
function dataUrl({ buffer, byteOffset, byteLength }) {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return `data:image/jpeg;base64,${btoa(text)}`;
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

export default { render };
