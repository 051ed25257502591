// Paints a picture: lists of marks, as mathdl/plots/kit/drawing.py writes them, on a canvas.
//
// Lengths in marks are tenths of a pixel of the page; `scale` is how many pixels of the screen
// stand for one of the page. A mark begins with the number of its style.

const FAMILY = '"mathdl", "DejaVu Sans", sans-serif';

// What a drawing needs besides its marks: `tint` turns a colour into that of the theme, and
// `again` is called when an image has arrived that could not be painted at once.
function paint(pen, marks, { styles, scale, tint, again }) {
  for (const [number, ...parts] of marks) {
    const style = styles[number];
    pen.save();
    pen.setTransform(scale / 10, 0, 0, scale / 10, 0, 0);
    if (style.font) paintWords(pen, style, parts, tint);
    else if (style.image) paintImage(pen, style, parts, again);
    else paintPath(pen, style, parts, tint);
    pen.restore();
  }
}

function paintPath(pen, style, [shape, clip, places = [0, 0]], tint) {
  if (clip) pen.clip(new Path2D(clip));
  const path = new Path2D(shape);
  if (style.stroke) {
    pen.strokeStyle = tint(style.stroke);
    pen.lineWidth = 10 * style.width;
    pen.lineCap = style.cap;
    pen.lineJoin = style.join;
    const [offset, ...dashes] = style.dash ?? [0];
    pen.setLineDash(dashes.map((length) => 10 * length));
    pen.lineDashOffset = 10 * offset;
  }
  const fills = [style.fill && tint(style.fill), style.hatch && hatching(pen, style.hatch, tint)];
  for (let i = 0; i < places.length; i += 2) {
    pen.translate(places[i], places[i + 1]); // each from the one before
    for (const fill of fills.filter(Boolean)) {
      pen.fillStyle = fill;
      pen.fill(path);
    }
    if (style.stroke) pen.stroke(path);
  }
}

function paintWords(pen, style, [words, x, y, clip], tint) {
  if (clip) pen.clip(new Path2D(clip));
  pen.translate(x, y);
  pen.scale(10, 10);
  if (style.angle) pen.rotate((-style.angle * Math.PI) / 180);
  pen.font = `${style.font} ${FAMILY}`;
  if (style.halo) {
    [pen.strokeStyle, pen.lineWidth, pen.lineJoin] = [tint(style.halo[0]), style.halo[1], "round"];
    pen.strokeText(words, 0, 0);
  }
  pen.fillStyle = tint(style.fill);
  pen.fillText(words, 0, 0);
}

// Images by their bytes: the same one is decoded once, however often it is painted.
const images = new Map();

function paintImage(pen, style, [bytes, left, top, width, height, clip], again) {
  let image = images.get(bytes);
  if (!image) {
    image = new Image();
    image.src = `data:image/png;base64,${bytes}`;
    if (images.size >= 60) images.delete(images.keys().next().value); // the oldest
    images.set(bytes, image);
  }
  if (!image.complete) return void image.addEventListener("load", again, { once: true });
  if (clip) pen.clip(new Path2D(clip));
  pen.imageSmoothingEnabled = style.image === "smooth";
  pen.drawImage(image, left, top, width, height);
}

// Matplotlib's pattern: squares of 72 points, from the top left, with six lines for every letter.
function hatching(pen, [letters, colour, width], tint) {
  const size = 1000;
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const ink = tile.getContext("2d");
  ink.strokeStyle = tint(colour);
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
