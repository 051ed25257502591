// The picture of an explorer: its drawing, its sentence, and what is to be said about both.

const drawings = new Map(); // by the picture's name: all views of it show the same

function initialize({ model }) {
  const drawing = new Drawing(model.get("drawing"));
  drawings.set(model.get("name"), drawing);
  model.on("msg:custom", (message, files) => {
    if (message.fonts) return void takeFonts(message.fonts, files);
    if (message.working) {
      drawing.working = message.working === drawing.number;
      return void drawing.dispatchEvent(new Event("news"));
    }
    const news = message.whole ?? message;
    if (!message.whole && news.number !== drawing.number + 1) {
      return tell(model, { has: drawing.number }); // one was lost, and the next would not fit
    }
    drawing.take(news);
  });
  tell(model, { has: drawing.number });
  return () => drawings.delete(model.get("name"));
}

function tell(model, message) {
  try {
    model.send(message);
  } catch {} // the kernel is gone, and with it the one who listens
}

function render({ model, el }) {
  const drawing = drawings.get(model.get("name"));
  el.classList.add("mathdl-picture");
  el.innerHTML = `
    <div class="mathdl-box"></div>
    <p class="mathdl-working" hidden>working …</p>
    <p class="mathdl-alert" role="alert"></p>
    <p class="mathdl-sentence" role="status"></p>`;
  const [box, working, alert, sentence] = el.children;
  const screen = new Screen(model.get("size"), box);
  const touch = new Touch(model.get("points"), screen, (message) => tell(model, message));
  el.style.setProperty("--mathdl-width", `${screen.size.width}px`);
  const leaving = new AbortController();
  const { signal } = leaving;

  // At most once a frame: the first news at once, and what follows with the next frame.
  let [shownOnce, moreCame] = [false, false];
  async function update() {
    await drawing.ready;
    if (shownOnce) return void (moreCame = true);
    shownOnce = true;
    show();
    const { number, awaited } = drawing;
    drawing.awaited = false;
    requestAnimationFrame(() => {
      if (awaited) tell(model, { painted: number });
      shownOnce = false;
      if (moreCame) update((moreCame = false));
    });
  }
  function show() {
    const lost = el.closest(".jupyter-widgets-disconnected");
    const { error, sentence: said } = drawing;
    alert.textContent = lost ? "This picture has lost its kernel: run the cells again." : error;
    sentence.textContent = said;
    working.hidden = !drawing.working;
    el.classList.toggle("mathdl-empty", Boolean(error && !said));
    el.classList.toggle("mathdl-refused", Boolean(error && said));
    screen.show(drawing);
    touch.show(drawing);
    wantFonts((message) => tell(model, message));
  }
  drawing.addEventListener("news", update, { signal });
  // The explorer, which the class of the lost is put on, hears of it at the same time.
  const onceAllHaveHeard = () => requestAnimationFrame(update);
  model.on("comm_live_update", onceAllHaveHeard);
  const remeasure = () => update(screen.measure());
  const room = new ResizeObserver(remeasure);
  room.observe(box);
  addEventListener("resize", remeasure, { signal }); // also when the zoom changes
  document.addEventListener("mathdl-fonts", update, { signal });
  onTheme(update, signal);
  mendControls(el, signal);
  update();

  return () => {
    leaving.abort();
    room.disconnect();
    model.off("comm_live_update", onceAllHaveHeard);
  };
}

export default { initialize, render };
