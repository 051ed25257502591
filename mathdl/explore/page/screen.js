// A canvas that shows a drawing: sharp at every zoom, as wide as there is room, light or dark.

const READABLE = 0.7; // of its own width; on narrower pages a picture is scrolled sideways
const LARGEST = "--mathdl-largest"; // in the style of a page: times its own width, by default 1

class Screen {
  constructor([width, height], box) {
    this.size = { width, height };
    this.box = box;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.still = document.createElement("canvas"); // what stands still is painted once
    box.append(this.canvas);
  }

  // How wide it is now. Asked for only when that may have changed: to know it, a browser lays out
  // the whole page.
  measure() {
    const room = this.box.clientWidth;
    const { width } = this.size;
    const largest = Number(getComputedStyle(this.box).getPropertyValue(LARGEST)) || 1;
    this.wide = room && Math.max(Math.min(largest * width, room), READABLE * width);
    this.canvas.style.width = `${this.wide}px`;
  }

  // How many pixels on the page stand for one of the picture.
  get zoom() {
    return this.wide / this.size.width;
  }

  // Paint it, if there is room.
  show(drawing) {
    if (!this.wide) this.measure();
    if (!this.wide) return; // not on the page yet
    const { width, height } = this.size;
    const scale = this.zoom * devicePixelRatio;
    const theme = isDark(this.box) ? 1 : 0;
    const { styles, images } = drawing;
    const how = { styles, images, scale, theme };
    this.canvas.setAttribute("aria-label", drawing.sentence);
    this.canvas.dataset.number = drawing.number; // which picture it is, for tests
    const painted = [drawing.still, scale, theme, fontsHere()];
    if (!this.painted?.every((part, i) => part === painted[i])) {
      for (const canvas of [this.canvas, this.still]) {
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
      }
      paint(this.still.getContext("2d", { alpha: false }), drawing.still, how);
      this.painted = painted;
    }
    const pen = this.canvas.getContext("2d", { alpha: false });
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.still, 0, 0);
    for (const marks of drawing.moving) paint(pen, marks, how);
  }
}
