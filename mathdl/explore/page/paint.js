// Paints marks, as mathdl/plots/kit/recorder.py writes them, on a canvas.
//
// Lengths in marks are tenths of a pixel of the page; `scale` is how many pixels of the screen
// stand for one of the page. A mark begins with the number of its style; colours are pairs, of
// the light and of the dark page: `theme` is 0 or 1.

const FAMILY = '"mathdl", "DejaVu Sans", sans-serif';

function paint(pen, marks, { styles, images, scale, theme }) {
  for (const [number, ...parts] of marks) {
    const style = styles[number];
    pen.save();
    pen.setTransform(scale / 10, 0, 0, scale / 10, 0, 0);
    if (style.font) paintWords(pen, style, parts, theme);
    else if (style.image) paintImage(pen, style, parts, images);
    else paintPath(pen, style, parts, theme, scale);
    pen.restore();
  }
}

function paintPath(pen, style, [shape, clip, places = [0, 0]], theme, scale) {
  if (clip) pen.clip(new Path2D(clip));
  const path = style.snap ? onWholePixels(shape, scale / 10, style.width ?? 0) : new Path2D(shape);
  if (style.stroke) {
    pen.strokeStyle = style.stroke[theme];
    pen.lineWidth = 10 * style.width;
    pen.lineCap = style.cap;
    pen.lineJoin = style.join;
    const [offset, ...dashes] = style.dash ?? [0];
    pen.setLineDash(dashes.map((length) => 10 * length));
    pen.lineDashOffset = 10 * offset;
  }
  const fills = [style.fill?.[theme], style.hatch && hatching(pen, style.hatch, theme)];
  for (let i = 0; i < places.length; i += 2) {
    pen.translate(places[i], places[i + 1]); // each from the one before
    for (const fill of fills.filter(Boolean)) {
      pen.fillStyle = fill;
      pen.fill(path);
    }
    if (style.stroke) pen.stroke(path);
  }
}

// Lines that run level or straight up, moved by less than a pixel, so that they are not blurred.
function onWholePixels(shape, scale, width) {
  const path = new Path2D();
  const middle = Math.round(10 * width * scale) % 2 ? 0.5 : 0; // a line of odd width fills a pixel
  const whole = (length) => (Math.floor(length * scale + 0.5) + middle) / scale;
  let [x, y, start] = [0, 0, [0, 0]];
  for (const [, letter, numbers] of shape.matchAll(/([mlz])([^mlz]*)/g)) {
    const steps = (numbers.match(/-?\d+/g) ?? []).map(Number);
    for (let i = 0; i < steps.length; i += 2) {
      [x, y] = [x + steps[i], y + steps[i + 1]];
      path[letter === "m" ? "moveTo" : "lineTo"](whole(x), whole(y));
    }
    if (letter === "m") start = [x, y];
    if (letter === "z") [[x, y]] = [start, path.closePath()];
  }
  return path;
}

function paintWords(pen, style, [words, x, y, clip], theme) {
  if (clip) pen.clip(new Path2D(clip));
  pen.translate(x, y);
  pen.scale(10, 10);
  if (style.angle) pen.rotate((-style.angle * Math.PI) / 180);
  pen.font = `${style.font} ${FAMILY}`;
  if (style.halo) {
    const [colour, width] = style.halo;
    [pen.strokeStyle, pen.lineWidth, pen.lineJoin] = [colour[theme], width, "round"];
    pen.strokeText(words, 0, 0);
  }
  pen.fillStyle = style.fill[theme];
  pen.fillText(words, 0, 0);
}

function paintImage(pen, style, [bytes, left, top, width, height, clip], images) {
  if (clip) pen.clip(new Path2D(clip));
  pen.imageSmoothingEnabled = style.image === "smooth";
  pen.drawImage(images.get(bytes), left, top, width, height);
}

// Matplotlib's pattern: squares of 72 points, from the top left, with six lines for every letter.
const hatchings = new Map();

function hatching(pen, [letters, colours, width], theme) {
  const key = [letters, colours[theme], width].join();
  if (!hatchings.has(key)) hatchings.set(key, newHatching(pen, letters, colours[theme], width));
  return hatchings.get(key);
}

function newHatching(pen, letters, colour, width) {
  const size = 1000;
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const ink = tile.getContext("2d");
  ink.strokeStyle = colour;
  ink.lineWidth = 10 * width;
  ink.lineCap = "square";
  const lines = (letter) => 6 * [...letters].filter((l) => l === letter || l === "x").length;
  for (const [letter, slope] of [["/", -1], ["\\", 1]]) {
    const apart = (2 * size) / lines(letter);
    for (let start = -size; start <= 2 * size && lines(letter); start += apart) {
      ink.moveTo(start, slope < 0 ? size : 0);
      ink.lineTo(start + size, slope < 0 ? 0 : size);
    }
  }
  ink.stroke();
  return pen.createPattern(tile, "repeat");
}
