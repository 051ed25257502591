// A figure of the page: controls, and pictures in the same widget as in JupyterLab, which hear from
// a grid of drawings what elsewhere a kernel tells them.

class Figure {
  constructor(place, data, start) {
    this.controls = data.controls;
    this.at = start;
    const counts = this.controls.map(({ says }) => says.length);
    this.pick = (column) => Baked.prototype.pick.call({ counts }, column, this.at);
    const element = document.createElement("div");
    element.className = "mathdl-explorer";
    this.rows = this.controls.map((control, number) => {
      return new (control.form === "pixels" ? PadRow : Row)(control, number, this);
    });
    element.append(...this.rows.map((row) => row.element), ...this.elsewhere());
    this.models = data.pictures.map((picture) => {
      return new Model(picture.reads ? new Pad(picture, this) : new Baked(picture, counts), this);
    });
    for (const model of this.models) {
      const picture = document.createElement("div");
      element.append(picture);
      pictureWidget.initialize({ model });
      pictureWidget.render({ model, el: picture });
      letScroll(picture.querySelector(".mathdl-box"), "Picture");
    }
    element.classList.toggle("mathdl-unmoved", !this.controls.length);
    place.querySelectorAll("noscript, figcaption").forEach((before) => before.remove());
    place.prepend(element);
    this.showRows();
  }

  // Say which sliders stand still here.
  elsewhere() {
    const still = this.rows.filter((row) => row.isStill).map(({ control }) => control.label);
    if (!still.length) return [];
    const note = document.createElement("small");
    note.textContent = `In JupyterLab you can also move: ${still.join(", ")}.`;
    return [note];
  }

  // Move controls to places on the grid, and draw.
  move(places, turn) {
    for (const [number, place] of places) {
      this.at[number] = this.rows[number].read(place);
      this.rows[number].show();
    }
    this.showRows();
    for (const model of this.models) model.draw(turn);
  }

  isShown({ when }) {
    return !when || Boolean(this.pick(when));
  }

  showRows() {
    for (const row of this.rows) row.hide(!this.isShown(row.control));
  }

  // The number of a control, by its name.
  number(name) {
    return this.controls.findIndex((control) => control.name === name);
  }
}

// What is wider than the page is scrolled sideways, by keyboard, too.
function letScroll(box, what) {
  new ResizeObserver(() => {
    const scrolls = box.scrollWidth > box.clientWidth;
    const given = { tabindex: "0", role: "group", "aria-label": `${what}, to be scrolled sideways` };
    for (const [name, value] of Object.entries(given)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }).observe(box);
}

let models = 0;

// What a widget takes for its model: it tells the picture what has changed, and hears its wishes.
class Model {
  constructor(baked, figure) {
    Object.assign(this, { baked, figure, count: 1, listeners: [], name: `picture-${++models}` });
    this.now = baked.frame(figure.at);
  }

  get(what) {
    if (what === "drawing") {
      const { styles } = this.baked;
      return { ...this.words(), styles, ...this.now, points: this.points() };
    }
    return { name: this.name, size: this.baked.size, points: this.draggable() }[what];
  }

  on(event, listener) {
    if (event === "msg:custom") this.listeners.push(listener);
  }

  off() {}

  // A word from the picture: it wants its type, or a hand moves it.
  send({ wants, set, turn }) {
    if (wants === "fonts") fontsFromStyles();
    if (set) {
      const places = Object.entries(set).map(([name, at]) => [this.figure.number(name), at]);
      this.figure.move(places, turn);
    }
  }

  words(turn = 0) {
    return { number: this.count, sentence: this.now.sentence, error: "", awaited: false, turn };
  }

  // Draw the present state: only what has changed is told.
  draw(turn) {
    const before = this.now;
    this.now = this.baked.frame(this.figure.at);
    this.count++;
    const news = { ...this.words(turn), points: this.points(), moved: {} };
    if (this.now.still !== before.still) news.still = this.now.still;
    this.now.moving.forEach((marks, i) => {
      if (marks !== before.moving[i]) news.moved[i] = marks;
    });
    for (const listener of this.listeners) listener(news);
  }

  // Points that can be dragged count by places on the grid, as sliders do here.
  draggable() {
    return this.baked.draggable.map((point) => {
      const sliders = point.sliders.map((name) => {
        const { says } = this.figure.controls[this.figure.number(name)];
        return { name, min: 0, max: says.length - 1, step: 1 };
      });
      const { at } = this.figure.controls[this.figure.number(point.sliders[0])];
      const turn = (point.turn * (at.length - 1)) / (at.at(-1) - at[0]);
      return { ...point, sliders, turn };
    });
  }

  points() {
    return this.now.points.map(([place, says, moves]) => {
      const onGrid = Object.entries(moves).map(([name, [, across, down]]) => {
        const number = this.figure.number(name);
        const [here, one] = [this.figure.at[number], this.spacing(number)];
        return [name, [here, across / one, down / one]];
      });
      return [place, says, Object.fromEntries(onGrid)];
    });
  }

  // How far apart the values of a slider are, around where it stands.
  spacing(number) {
    const { at } = this.figure.controls[number];
    const here = this.figure.at[number];
    const [low, high] = [Math.max(here - 1, 0), Math.min(here + 1, at.length - 1)];
    return (at[high] - at[low]) / (high - low) || 1;
  }
}

// The type of the pictures comes with the styles of the page.
async function fontsFromStyles() {
  await Promise.all(
    ["", "bold ", "italic ", "italic bold "].map((kind) =>
      document.fonts.load(`${kind}14px mathdl`),
    ),
  );
  document.mathdlFonts = "here";
  document.dispatchEvent(new Event("mathdl-fonts"));
}
