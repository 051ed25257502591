// The picture of an explorer: its drawing, its sentence, and what is to be said about both.

const drawings = new Map(); // by the picture's name: all views of it show the same

function initialize({ model }) {
  const drawing = new Drawing(model.get("drawing"));
  drawings.set(model.get("name"), drawing);
  model.on("msg:custom", (message, files) => {
    if (message.fonts) return void takeFonts(message.fonts, files);
    const { working } = message;
    if (working) return drawing.dispatchEvent(new CustomEvent("working", { detail: working }));
    const news = message.whole ?? message;
    if (!message.whole && news.number !== drawing.number + 1) {
      return tell(model, { has: drawing.number }); // one was lost, and the next would not fit
    }
    drawing.take(news);
    drawing.dispatchEvent(new Event("news"));
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

  let asked = false;
  async function update() {
    if (asked) return; // what has come meanwhile is painted, too
    asked = true;
    await drawing.images.catch(() => {});
    requestAnimationFrame(() => {
      asked = false;
      const { number, error } = drawing;
      const lost = el.closest(".jupyter-widgets-disconnected");
      alert.textContent = lost ? "This picture has lost its kernel: run the cells again." : error;
      working.hidden = true;
      sentence.textContent = drawing.sentence;
      el.classList.toggle("mathdl-empty", Boolean(error && !drawing.sentence));
      el.classList.toggle("mathdl-refused", Boolean(error && drawing.sentence));
      screen.show(drawing);
      touch.show(drawing);
      wantFonts((message) => tell(model, message));
      tell(model, { painted: number });
    });
  }
  const sayWorking = ({ detail }) => (working.hidden = detail !== drawing.number);
  drawing.addEventListener("news", update, { signal });
  drawing.addEventListener("working", sayWorking, { signal });
  // The explorer, which the class of the lost is put on, hears of it at the same time.
  const mayBeLost = () => requestAnimationFrame(update);
  model.on("comm_live_update", mayBeLost);
  const room = new ResizeObserver(update);
  room.observe(box);
  addEventListener("resize", update, { signal }); // also when the zoom changes
  document.addEventListener("mathdl-fonts", update, { signal });
  onTheme(update, signal);
  mendControls(el, signal);
  update();

  return () => {
    leaving.abort();
    room.disconnect();
    model.off("comm_live_update", mayBeLost);
  };
}

export default { initialize, render };
