// Points of the picture that a hand takes hold of: dragged, or moved by keys like any slider.
//
// The kernel tells where each point stands, and how much the position of a slider changes for a
// pixel to the right and for a pixel down. What is wished goes to the kernel, one wish at a time:
// the next when the picture of the one before is painted.

const CORRECTIONS = 4; // wishes after the hand came to rest, where a point moves along a curve
const PATIENCE = 1000; // milliseconds, after which an answer must have been lost

class Touch {
  constructor(points, screen, tell) {
    this.screen = screen;
    this.tell = tell;
    this.layer = document.createElement("div");
    this.layer.className = "mathdl-points";
    screen.box.append(this.layer);
    const reached = new Set(); // by the Tab key: a slider need not be stopped at twice
    this.points = points.map((point) => {
      const fresh = point.sliders.filter(({ name }) => !reached.has(name));
      fresh.forEach(({ name }) => reached.add(name));
      return new Handle({ ...point, tabIndex: fresh.length ? 0 : -1 }, this);
    });
    this.layer.append(...this.points.flatMap((point) => point.field ?? []));
    this.layer.append(...this.points.map((point) => point.element));
  }

  // Lay the points over the picture that has just been painted.
  show(drawing) {
    const { zoom, size } = this.screen;
    if (zoom !== this.scale) {
      this.scale = zoom;
      this.layer.style.width = `${zoom * size.width}px`;
      this.layer.style.height = `${zoom * size.height}px`;
    }
    this.points.forEach((point, i) => point.show(...drawing.points[i]));
    if (drawing.turn === this.turn) {
      this.turn = null;
      for (const point of this.points) point.asked = {};
    }
    this.next();
  }

  // Ask for what the hand wishes now, unless the picture of its last wish is still to come.
  next() {
    if (this.turn && performance.now() - this.turn < PATIENCE) return;
    for (const point of this.points) {
      const set = point.wish();
      if (!set) continue;
      this.turn = performance.now();
      this.tell({ set, turn: this.turn });
      return;
    }
  }

  // Where the pointer is, in pixels of the picture.
  at({ clientX, clientY }) {
    const { left, top } = this.screen.canvas.getBoundingClientRect();
    return [(clientX - left) / this.scale, (clientY - top) / this.scale];
  }
}

// One point: a ring with the role of a slider.
class Handle {
  constructor({ label, sliders, turn, fixed, field, tabIndex }, touch) {
    Object.assign(this, { sliders, turn, fixed, tabIndex, touch, asked: {} });
    if (field) this.field = this.made(field);
    const element = (this.element = document.createElement("div"));
    element.className = "mathdl-point";
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-valuemin", sliders[0].min);
    element.setAttribute("aria-valuemax", sliders[0].max);
    element.addEventListener("pointerdown", (event) => this.take(event));
    element.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "lostpointercapture"]) {
      element.addEventListener(end, () => this.release());
    }
    element.addEventListener("keydown", (event) => this.press(event));
  }

  // Stand where the kernel says; somewhere out of the picture it is not seen, but keeps the focus.
  show(at, says, moves) {
    const { element, sliders, touch } = this;
    Object.assign(this, { moves, place: at && at.map((tenths) => tenths / 10) });
    element.classList.toggle("mathdl-away", !at);
    element.tabIndex = at ? this.tabIndex : -1;
    if (at) {
      const [x, y] = this.place.map((pixels) => `${pixels * touch.scale}px`);
      element.style.transform = `translate(${x}, ${y})`; // needs no new layout of the page
    }
    element.setAttribute("aria-valuetext", says);
    const [first] = sliders;
    if (moves[first.name]) element.setAttribute("aria-valuenow", moves[first.name][0]);
  }

  // A part of the picture where a press brings the point there, and it can be dragged on.
  made([left, top, width, height]) {
    const field = document.createElement("div");
    field.className = "mathdl-field";
    const [l, t, w, h] = [left, top, width, height].map((part) => `${100 * part}%`);
    Object.assign(field.style, { left: l, top: t, width: w, height: h });
    field.addEventListener("pointerdown", (event) => {
      if (event.button || !this.place) return;
      this.take(event);
      this.grip = [0, 0];
      this.drag(event);
    });
    return field;
  }

  take(event) {
    if (event.button || !this.place) return;
    event.preventDefault(); // no text is selected, and the notebook's cell is not chosen
    this.element.focus();
    this.element.setPointerCapture(event.pointerId);
    const [x, y] = this.touch.at(event);
    this.grip = [x - this.place[0], y - this.place[1]];
    this.start = this.moves;
  }

  drag(event) {
    if (!this.grip) return;
    const [x, y] = this.touch.at(event);
    this.aim = [x - this.grip[0], y - this.grip[1]];
    this.corrections = CORRECTIONS;
    this.touch.next();
  }

  release() {
    this.grip = null;
    this.touch.next(); // once more, for what is fulfilled already is to be forgotten
  }

  press(event) {
    const wish = this.keyed(event);
    if (!wish) return;
    event.preventDefault();
    event.stopPropagation();
    this.aim = null;
    this.keys = { ...this.keys, ...wish };
    this.touch.next();
  }

  // What a key wishes: one step, ten with Shift; the ends, if there is one slider only.
  keyed({ key, shiftKey }) {
    const [across, up = across] = this.sliders;
    const steps = (shiftKey ? 10 : 1) * (["ArrowRight", "ArrowUp"].includes(key) ? 1 : -1);
    if (["ArrowLeft", "ArrowRight"].includes(key)) return this.stepped(across, steps, 1);
    if (["ArrowDown", "ArrowUp"].includes(key)) return this.stepped(up, steps, 2);
    if (across !== up || !this.moves[across.name]) return null;
    if (key === "Home") return { [across.name]: across.min };
    if (key === "End") return { [across.name]: across.max };
    return null;
  }

  // Keys go the way of the arrow where the point does: up is towards row 0 of a picture.
  stepped(slider, steps, direction) {
    const slopes = this.moves[slider.name];
    if (!slopes) return null;
    const [, across, down] = slopes;
    const along = direction === 1 ? across : -down;
    const straight = !this.fixed && (across === 0 || down === 0);
    if (straight && along < 0) steps = -steps;
    // Keys may be faster than pictures: then from where the last one leads.
    const { keys, asked, moves } = this;
    const from = keys?.[slider.name] ?? asked[slider.name] ?? moves[slider.name][0];
    return { [slider.name]: this.rounded(slider, from + steps * slider.step) };
  }

  // The positions that sliders shall take, or null if they are there.
  wish() {
    if (this.keys) {
      [this.asked, this.keys] = [this.keys, null];
      return this.asked;
    }
    const set = this.aimed();
    if (!set && !this.grip) this.aim = null; // the hand has let go, and its last wish is fulfilled
    return set;
  }

  aimed() {
    if (!this.aim || !this.place || this.corrections-- <= 0) return null;
    const [x, y] = this.aim.map((pixels, i) => pixels - this.place[i]);
    const set = {};
    for (const slider of this.sliders) {
      const [position, across, down] = this.moves[slider.name] ?? [0, 0, 0];
      // A fixed point does not tell how far the hand has come already.
      const from = this.fixed ? this.start[slider.name][0] : position;
      const to = this.rounded(slider, from + across * x + down * y);
      if (Math.abs(to - position) > slider.step / 1000) set[slider.name] = to;
    }
    return Object.keys(set).length ? set : null;
  }

  // The nearest step of a slider; a full turn begins again.
  rounded(slider, position) {
    const { min, max, step } = slider;
    const turn = slider === this.sliders[0] ? this.turn : 0;
    if (turn && position > max) position -= turn;
    if (turn && position < min) position += turn;
    return Math.min(Math.max(min + Math.round((position - min) / step) * step, min), max);
  }
}
