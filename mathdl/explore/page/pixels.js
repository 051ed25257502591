// A pad to draw on: 32 × 32 pixels, ink or none, under a pointer, a finger or arrow keys.

const SIDE = 32;
const CELL = 8; // pixels of the page for one of the pad
const STRIDE = 2; // pixels that an arrow key moves the pen

// What is on the pad, and what was before each stroke.
class Sheet {
  constructor(pen, value) {
    this.reach = (pen / 2) ** 2;
    this.take(value);
  }

  // Take a drawing as the kernel writes it: hexadecimal digits, each four pixels.
  take(value) {
    this.ink = new Uint8Array(SIDE * SIDE);
    [...value].forEach((digit, i) => {
      const four = parseInt(digit, 16);
      for (let k = 0; k < 4; k++) this.ink[4 * i + k] = (four >> (3 - k)) & 1;
    });
    this.before = [];
  }

  get value() {
    let value = "";
    for (let i = 0; i < this.ink.length; i += 4) {
      const [a, b, c, d] = this.ink.subarray(i, i + 4);
      value += (8 * a + 4 * b + 2 * c + d).toString(16);
    }
    return value;
  }

  // A stroke begins: this is what Undo comes back to.
  begin() {
    this.before.push(this.ink.slice());
  }

  undo() {
    this.ink = this.before.pop() ?? new Uint8Array(SIDE * SIDE);
  }

  clear() {
    this.begin();
    this.ink = new Uint8Array(SIDE * SIDE);
  }

  // Ink wherever the pen passes over a pixel's middle, on its way from one place to another.
  // mathdl/data/drawings.py says the same.
  draw([x0, y0], [x1, y1]) {
    const [across, down] = [x1 - x0, y1 - y0];
    const length = Math.max(across ** 2 + down ** 2, 1e-12);
    for (let i = 0; i < this.ink.length; i++) {
      const [x, y] = [(i % SIDE) + 0.5 - x0, Math.floor(i / SIDE) + 0.5 - y0];
      const part = Math.min(Math.max((x * across + y * down) / length, 0), 1);
      if ((part * across - x) ** 2 + (part * down - y) ** 2 <= this.reach + 1e-9) this.ink[i] = 1;
    }
  }
}

function render({ model, el }) {
  el.classList.add("mathdl-pad");
  el.innerHTML = `
    <div class="mathdl-pad-name"></div>
    <canvas width="${SIDE * CELL}" height="${SIDE * CELL}" tabindex="0" role="application"></canvas>
    <div class="mathdl-pad-side">
      <button type="button">Undo</button>
      <button type="button">Clear</button>
      <p>Draw here, or with keys: arrows move the pen, the space bar lowers and lifts it, Backspace
        undoes, Delete clears.</p>
      <p aria-live="polite"></p>
    </div>`;
  const [name, canvas, side] = el.children;
  const [undo, clear, keys, status] = side.children;
  const leaving = new AbortController();
  const { signal } = leaving;
  const on = (element, kind, act) => element.addEventListener(kind, act, { signal });
  keys.id = `mathdl-pad-${Math.random().toString(36).slice(2)}`;
  canvas.setAttribute("aria-roledescription", "drawing pad");
  canvas.setAttribute("aria-describedby", keys.id);

  const sheet = new Sheet(model.get("pen"), model.get("value"));
  let cursor = [SIDE / 2, SIDE / 2]; // of the keys
  let [down, shown] = [false, false]; // the keys' pen, and its place
  let last = null; // where the pointer was

  function paint() {
    const pen = canvas.getContext("2d");
    const dark = isDark(el);
    pen.fillStyle = dark ? "#22262c" : "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = dark ? "#2e333b" : "#eeeeee";
    for (let k = 4; k < SIDE; k += 4) {
      pen.fillRect(k * CELL, 0, 1, canvas.height); // the blocks that are counted
      pen.fillRect(0, k * CELL, canvas.width, 1);
    }
    pen.fillStyle = dark ? "#e6e8eb" : "#1e2a3f";
    sheet.ink.forEach((ink, i) => {
      if (ink) pen.fillRect((i % SIDE) * CELL, Math.floor(i / SIDE) * CELL, CELL, CELL);
    });
    if (!shown) return;
    pen.lineWidth = 3;
    pen.strokeStyle = down ? "#d55e00" : "#0072b2";
    const [x, y] = cursor.map((at) => at * CELL);
    pen.strokeRect(x - 8, y - 8, 16, 16);
  }

  // At most one word a frame to the kernel; what comes in between is in the next.
  let waiting = false;
  function changed() {
    paint();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      model.set("value", sheet.value);
      model.save_changes();
    });
  }

  function at({ clientX, clientY }) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((clientX - left) / width) * SIDE, ((clientY - top) / height) * SIDE];
  }
  on(canvas, "pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault(); // no text is selected, and the notebook's cell is not chosen
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    sheet.begin();
    [last, shown, down] = [at(event), false, false];
    sheet.draw(last, last);
    changed();
  });
  on(canvas, "pointermove", (event) => {
    if (!last) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const one of passed.length ? passed : [event]) {
      const to = at(one);
      sheet.draw(last, to);
      last = to;
    }
    changed();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    on(canvas, end, () => (last = null));
  }

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const acts = {
    " ": lowerOrLift,
    Backspace: () => changed(sheet.undo()),
    Delete: () => changed(sheet.clear()),
  };
  function lowerOrLift() {
    down = !down;
    if (!down) return paint();
    sheet.begin();
    sheet.draw(cursor, cursor);
    changed();
  }
  function move([across, below]) {
    const inside = (to) => Math.min(Math.max(to, STRIDE / 2), SIDE - STRIDE / 2);
    const to = [inside(cursor[0] + STRIDE * across), inside(cursor[1] + STRIDE * below)];
    if (down) sheet.draw(cursor, to);
    cursor = to;
    if (down) changed();
    else paint();
  }
  on(canvas, "keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || !(key in ways || key in acts)) return; // Tab leaves
    event.preventDefault();
    event.stopPropagation();
    shown = true;
    if (key in ways) move(ways[key]);
    else acts[key]();
    paint();
    const [x, y] = cursor.map(Math.floor);
    status.textContent = `row ${y}, column ${x}, pen ${down ? "down" : "up"}`;
  });
  on(canvas, "blur", () => paint((shown = down = false)));
  on(undo, "click", () => changed(sheet.undo()));
  on(clear, "click", () => changed(sheet.clear()));

  // What the kernel puts on the pad; its own words come back, too.
  const told = () => {
    if (model.get("value") === sheet.value) return;
    sheet.take(model.get("value"));
    paint();
  };
  const named = () => {
    name.textContent = model.get("description");
    canvas.setAttribute("aria-label", model.get("description"));
  };
  model.on("change:value", told);
  model.on("change:description", named);
  onTheme(paint, signal);
  named();
  paint();
  return () => {
    leaving.abort();
    model.off("change:value", told);
    model.off("change:description", named);
  };
}

export default { render };
