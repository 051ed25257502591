// Controls of a figure: what a browser has of its own, so that keyboard and touch work as elsewhere.

const TYPING = "Typing your own works in JupyterLab.";
let inputs = 0;

class Row {
  constructor(control, number, figure) {
    Object.assign(this, { control, number, figure });
    this.element = document.createElement("div");
    this.element.className = "mathdl-row";
    const label = document.createElement("label");
    label.textContent = control.label;
    this.input = this.made(control.form);
    this.input.id = label.htmlFor = `mathdl-control-${++inputs}`;
    const parts = [this.input];
    const { form } = control;
    if (this.input.type === "range") {
      this.output = document.createElement("output");
      this.output.htmlFor = this.input.id;
      parts.push(this.output);
    }
    if (form === "stepper") parts.push(...this.steps());
    if (form === "clock") parts.push(this.play(), ...this.steps(), this.reset());
    if (form === "text") {
      const note = document.createElement("small");
      note.textContent = TYPING;
      parts.push(note);
    }
    const group = document.createElement("div");
    group.className = "mathdl-control";
    group.append(...parts);
    this.element.append(label, group);
    this.show();
  }

  made(form) {
    const { says } = this.control;
    if (form === "choice" || form === "text") {
      const select = document.createElement("select");
      select.append(...says.map((words) => new Option(words)));
      select.addEventListener("change", () => this.set(select.selectedIndex));
      return select;
    }
    const input = document.createElement("input");
    if (form === "toggle") {
      input.type = "checkbox";
      input.addEventListener("change", () => this.set(Number(input.checked)));
      return input;
    }
    Object.assign(input, { type: "range", min: 0, max: says.length - 1, step: 1 });
    input.addEventListener("input", () => this.set(Number(input.value)));
    return input;
  }

  get place() {
    return this.figure.at[this.number];
  }

  set(place) {
    this.halt();
    this.figure.move([[this.number, place]]);
  }

  // Whether it has one place only, as a seed may have.
  get isStill() {
    return this.input.type === "range" && this.control.says.length === 1;
  }

  // Where on the grid it goes if a place is wished for.
  read(place) {
    return Math.min(Math.max(Math.round(place), 0), this.control.says.length - 1);
  }

  // Show where the control stands.
  show() {
    const { input, place, control } = this;
    if (input.type === "checkbox") input.checked = Boolean(place);
    else if (input.type === "range") {
      input.value = place;
      this.output.textContent = control.says[place];
      input.setAttribute("aria-valuetext", control.says[place]);
    } else input.selectedIndex = place;
  }

  hide(unwanted) {
    const hidden = unwanted || this.isStill;
    if (this.element.hidden === hidden) return;
    this.element.hidden = hidden;
    if (hidden) this.halt();
  }

  button(text, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  }

  steps() {
    return [
      this.button("◀ Back", () => this.set(this.place - 1)),
      this.button("Next ▶", () => this.set(this.place + 1)),
    ];
  }

  reset() {
    return this.button("Reset", () => this.set(0));
  }

  play() {
    this.player = this.button("▶ Play", () => (this.timer ? this.halt() : this.start()));
    this.player.className = "mathdl-play";
    return this.player;
  }

  // Play from here, from the beginning if it stands at the end; it never starts by itself.
  start() {
    if (this.place === this.control.says.length - 1) this.set(0);
    this.player.textContent = "❚❚ Pause";
    this.due = performance.now();
    this.timer = setTimeout(() => this.tick());
  }

  halt() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.player.textContent = "▶ Play";
  }

  // One picture on: as many steps as in JupyterLab, or as far as the next drawing, which then
  // stands for longer.
  tick() {
    const { at, per_frame, seconds, says } = this.control;
    const here = at[this.place];
    let next = at.findIndex((step) => step >= here + per_frame);
    if (next < 0) next = says.length - 1;
    this.figure.move([[this.number, next]]);
    if (next === says.length - 1 || document.hidden) return void this.halt();
    const pause = (1000 * seconds * (at[next] - here)) / per_frame;
    this.due = Math.max(this.due + pause, performance.now());
    this.timer = setTimeout(() => this.tick(), this.due - performance.now());
  }
}
