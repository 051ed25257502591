// What the page knows of one picture: all that the kernel has told, newest last. Its views listen
// to it for "news": the model that anywidget hands them has nothing of its own to say.

class Drawing extends EventTarget {
  constructor(whole) {
    super();
    this.take(whole);
  }

  // Take the whole picture, or what has changed since the one before.
  take({ number, sentence, error, styles = [], still, moving, moved = {}, points, turn }) {
    Object.assign(this, { number, sentence, error });
    if (still && moving) this.styles = [];
    this.styles.push(...styles);
    this.still = still ?? this.still;
    this.points = points ?? this.points;
    this.turn = turn; // the last wish of a hand on the picture that was fulfilled
    this.moving = moving ?? this.moving;
    for (const [i, marks] of Object.entries(moved)) this.moving[i] = marks;
    this.images = decoded(this); // to be awaited before it is painted
  }
}

// Pictures in the picture, by their bytes: the same one is decoded once, however often it is shown.
const images = new Map();

function decoded({ styles, still, moving }) {
  const waiting = [];
  for (const [number, bytes] of [still, ...moving].flat()) {
    if (!styles[number].image || images.has(bytes)) continue;
    const image = new Image();
    image.src = `data:image/png;base64,${bytes}`;
    waiting.push(image.decode());
    if (images.size >= 100) images.delete(images.keys().next().value); // the oldest
    images.set(bytes, image);
  }
  return Promise.all(waiting);
}
