// The pad of chapter 10, read by its net in the page: what mathdl/plots/digits/pad.py draws, and
// mathdl/data/bitmaps.py prepares.

const [PAD, BLOCK] = [32, 4]; // pixels of a side, and of a side of what is counted as one number
const [DIGIT_WIDTH, NARROW, INK, BLUR] = [20, 0.35, 312, 1.6];

// A matrix is an array of rows.
const matrix = (rows, columns, entry) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)));
const times = (a, b) =>
  matrix(a.length, b[0].length, (i, j) => a[i].reduce((sum, x, k) => sum + x * b[k][j], 0));
const transposed = (a) => matrix(a[0].length, a.length, (i, j) => a[j][i]);

// The matrix that makes so many pixels of others, as weighted means.
function resizing(before, after) {
  const scale = before / after;
  const apart = (i, j) => Math.abs((i + 0.5) * scale - 0.5 - j) / Math.max(scale, 1);
  const weights = matrix(after, before, (i, j) => Math.max(1 - apart(i, j), 0));
  return weights.map((row) => row.map((x) => x / row.reduce((a, b) => a + b)));
}

function blurring(width) {
  const bell = (apart) => Math.exp(-((apart / width) ** 2) / 2) / (width * Math.sqrt(2 * Math.PI));
  return matrix(PAD, PAD, (i, j) => bell(i - j));
}
const [NEAR, FAR] = [blurring(BLUR), blurring(2.5 * BLUR)]; // made once, not at every stroke
const blurred = (grey, by) => times(times(by, grey), by);

// Half goes to the even neighbour, as in Python.
function rounded(x) {
  const low = Math.floor(x);
  return x - low === 0.5 ? low + (low % 2) : Math.round(x);
}

// Give a drawing the size and the weight that the digits of the data have.
function prepare(page) {
  const inked = (line) => line.some(Boolean);
  const [rows, columns] = [page.map(inked), transposed(page).map(inked)];
  if (!rows.includes(true)) return page;
  const across = [columns.indexOf(true), columns.lastIndexOf(true) + 1];
  const cut = page.slice(rows.indexOf(true), rows.lastIndexOf(true) + 1);
  const ink = cut.map((row) => row.slice(...across));
  const [height, width] = [ink.length, ink[0].length];
  const narrow = width <= NARROW * height;
  const wide = narrow ? Math.max(3, rounded((PAD * width) / height)) : DIGIT_WIDTH;
  const left = Math.floor((PAD - wide) / 2);
  const sized = times(times(resizing(height, PAD), ink), transposed(resizing(width, wide)));
  const grey = matrix(PAD, PAD, (i, j) => sized[i][j - left] ?? 0);
  const [near, far] = [blurred(grey, NEAR), blurred(grey, FAR)];
  const dark = near.flatMap((row, i) => row.map((x, j) => Math.round(1e9 * (x + far[i][j] / 1e3))));
  const darkest = [...dark.keys()].sort((a, b) => dark[b] - dark[a]).slice(0, INK);
  const chosen = new Set(darkest);
  return matrix(PAD, PAD, (i, j) => Number(chosen.has(PAD * i + j)));
}

// How much ink each block of 4 × 4 pixels has, from 0 to 1.
function shares(page) {
  const counts = matrix(PAD / BLOCK, PAD / BLOCK, () => 0);
  page.forEach((row, i) =>
    row.forEach((ink, j) => (counts[Math.floor(i / BLOCK)][Math.floor(j / BLOCK)] += ink)),
  );
  return counts.map((row) => row.map((count) => count / BLOCK ** 2));
}

// A number of half precision: a sign, five bits of exponent, ten of fraction.
function half(bits) {
  const [sign, exponent, part] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, (bits & 1023) / 1024];
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + part) : 2 ** -14 * part);
}

// A layer's weights, a row for each input, and last its bias; and the weights turned round, which
// carry a message back.
function layer({ shape: [inputs, units], numbers }) {
  const bytes = Uint8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
  const halves = new Uint16Array(bytes.buffer);
  const ahead = matrix(inputs + 1, units, (i, j) => half(halves[units * i + j]));
  return { ahead, back: transposed(ahead.slice(0, -1)) };
}

// Probabilities of all answers, the likeliest, and what speaks for it: slope times ink.
function readInk(net, ink) {
  const outputs = [ink];
  net.forEach(({ ahead }, k) => {
    const [z] = times([[...outputs[k], 1]], ahead);
    outputs.push(k < net.length - 1 ? z.map((x) => Math.max(x, 0)) : z);
  });
  const scores = outputs.at(-1);
  const odds = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const p = odds.map((one) => one / odds.reduce((a, b) => a + b));
  const best = p.indexOf(Math.max(...p));
  let message = scores.map((_, k) => Number(k === best));
  for (let k = net.length - 1; k >= 0; k--) {
    const [before] = times([message], net[k].back);
    message = k ? before.map((x, i) => (outputs[k][i] > 0 ? x : 0)) : before;
  }
  return { p, best, votes: message.map((slope, i) => slope * ink[i]) };
}

const perCent = (share) => `${rounded(Math.min(100 * share, share === 1 ? 100 : 99))} %`;

function saidOf(p, names) {
  const [first, second] = [...p.keys()].sort((a, b) => p[b] - p[a]);
  const none = names.length - 1;
  const likely = `${second < none ? "a " : ""}${names[second]} (${perCent(p[second])})`;
  if (first === none) {
    return `This is no digit that the net knows (${perCent(p[none])}); if one, ${likely}.`;
  }
  const doubt = p[first] >= 0.9 ? "Read" : p[first] >= 0.5 ? "Perhaps read" : "Hardly read";
  const then = p[second] >= 0.01 ? `, then ${likely}` : "";
  return `${doubt} as ${names[first]} (${perCent(p[first])})${then}.`;
}

// A picture of the pad: it answers as `Baked` does, but is computed when it is asked for.
class Pad {
  constructor(picture, figure) {
    Object.assign(this, picture, { figure });
    this.net = picture.net.map(layer);
  }

  frame([example, drawing, ready]) {
    const digits = [...(example ? this.examples[example - 1] : drawing)];
    const bits = digits.flatMap((digit) => [3, 2, 1, 0].map((k) => (parseInt(digit, 16) >> k) & 1));
    const page = matrix(PAD, PAD, (i, j) => bits[PAD * i + j]);
    const prepared = ready ? prepare(page) : page;
    const counts = shares(prepared);
    const side = counts.length;
    const blank = !bits.includes(1);
    const empty = { p: this.names.map(() => 0), best: -1, votes: Array(side ** 2).fill(0) };
    const { p, best, votes } = blank ? empty : readInk(this.net, counts.flat());
    const most = Math.max(...votes.map(Math.abs)) || 1;
    const speaking = (vote) => {
      const [strength, full] = [Math.abs(vote) / most, this.votes[Number(vote <= 0)]];
      return full.map((c) => 255 + strength * (c - 255));
    };
    const inky = (share) => this.ink[Math.round(255 * share)];
    const squares = [page, prepared, counts].map((cells) => cells.map((row) => row.map(inky)));
    squares.push(matrix(side, side, (i, j) => speaking(votes[side * i + j])));
    const draw = {
      square: ({ mark: [style, , ...place], k }) => [[style, cellsAsImage(squares[k]), ...place]],
      title: ({ mark: [style, , ...place] }) =>
        blank ? [] : [[style, `read as ${this.names[best]}`, ...place]],
      bars: ({ mark: [style] }) => p.map((share, k) => [style, this.bar(share, k)]),
      share: ({ bold, plain, k }) => {
        const [style, , ...place] = k === best ? bold : plain;
        return p[k] >= 0.005 ? [[style, perCent(p[k]), ...place]] : [];
      },
    };
    const said = blank ? "The page is blank: draw a digit." : saidOf(p, this.names);
    const sentence = `${said}${ready || blank ? "" : " Not prepared."}`;
    const moving = this.layers.map((one) => draw[one.is](one));
    return { still: this.still, moving, sentence, points: [] };
  }

  // A bar as a path, in tenths of a pixel.
  bar(share, k) {
    const { left, top, width, pitch } = this.bars;
    const [low, bottom] = [0.14, 0.86].map((part) => Math.round(10 * (top + (k + part) * pitch)));
    const [long, high] = [Math.round(10 * width * share), bottom - low];
    const around = long ? `${long} 0 0 ${high}-${long} 0` : `0 ${high}`;
    return `m${10 * left} ${low}l${around}z`;
  }
}

// Colours as a small picture, written as the kernel writes them.
function cellsAsImage(cells) {
  const canvas = document.createElement("canvas");
  [canvas.height, canvas.width] = [cells.length, cells[0].length];
  const rgba = cells.flat().flatMap((colour) => [...colour, 255]);
  const pen = canvas.getContext("2d");
  pen.putImageData(new ImageData(new Uint8ClampedArray(rgba), canvas.width), 0, 0);
  return canvas.toDataURL().split(",")[1];
}

// The row of a pad: its value is the drawing itself, and not a place on a grid.
class PadRow extends Row {
  constructor(...given) {
    super(...given);
    this.element.querySelector("label").remove(); // a pad says its own name
  }

  made() {
    const place = document.createElement("div");
    const { pen, label } = this.control;
    const heard = [];
    this.told = () => heard.forEach((listener) => listener());
    const model = {
      get: (what) => ({ value: this.place, pen, description: label })[what],
      set: (_, value) => this.figure.move([[this.number, value]]),
      save_changes() {},
      on: (what, listener) => what === "change:value" && heard.push(listener),
      off() {},
    };
    pixelsWidget.render({ model, el: place });
    return place;
  }

  read(value) {
    return value;
  }

  show() {
    this.told();
  }
}

mathdlBook.Pad = Pad;
