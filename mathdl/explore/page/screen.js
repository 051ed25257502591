// A canvas that shows a drawing: sharp at every zoom, as wide as there is room, light or dark.

const READABLE = 0.7; // of its own width; on narrower pages a picture is scrolled sideways

class Screen {
  constructor([width, height], box) {
    this.size = { width, height };
    this.box = box;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.still = document.createElement("canvas"); // what stands still is painted once
    box.append(this.canvas);
  }

  // Paint it, if there is room.
  show(drawing) {
    const { width, height } = this.size;
    const room = this.box.clientWidth;
    if (!room) return;
    const wide = Math.max(Math.min(width, room), READABLE * width);
    const scale = (wide / width) * devicePixelRatio;
    const theme = isDark(this.box) ? 1 : 0;
    const { styles, images } = drawing;
    const how = { styles, images, scale, theme };
    this.canvas.style.width = `${wide}px`;
    this.canvas.setAttribute("aria-label", drawing.sentence);
    this.canvas.dataset.number = drawing.number; // which picture it is, for tests
    const painted = [drawing.still, scale, theme, fontsHere()];
    if (!this.painted?.every((part, i) => part === painted[i])) {
      for (const canvas of [this.canvas, this.still]) {
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
      }
      paint(this.still.getContext("2d"), drawing.still, how);
      this.painted = painted;
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.still, 0, 0);
    for (const marks of drawing.moving) paint(pen, marks, how);
  }
}
