// What the page knows of one picture: all that the kernel has told, newest last. Its views listen
// to it for "news": the model that anywidget hands them has nothing of its own to say.

class Drawing extends EventTarget {
  constructor(whole) {
    super();
    this.images = new Map(); // small pictures in the picture, by their bytes
    this.take(whole);
  }

  // Take the whole picture, or what has changed since the one before.
  take({ number, sentence, error, awaited, styles = [], still, moving, moved = {}, points, turn }) {
    Object.assign(this, { number, sentence, error });
    this.awaited ||= awaited; // also if this picture has come before the last one was painted
    if (still && moving) this.styles = [];
    this.styles.push(...styles);
    this.still = still ?? this.still;
    this.points = points ?? this.points;
    this.turn = turn; // the last wish of a hand on the picture that was fulfilled
    this.moving = moving ?? this.moving;
    for (const [i, marks] of Object.entries(moved)) this.moving[i] = marks;
    this.working = false;
    this.ready = this.decodeImages(); // to be awaited before it is painted, if there is anything
    this.dispatchEvent(new Event("news"));
  }

  // Keep the images that are still shown, and decode those that are new.
  decodeImages() {
    const [before, waiting] = [this.images, []];
    this.images = new Map();
    for (const [number, bytes] of [this.still, ...this.moving].flat()) {
      if (!this.styles[number].image || this.images.has(bytes)) continue;
      const image = before.get(bytes) ?? new Image();
      this.images.set(bytes, image);
      if (before.has(bytes)) continue;
      image.src = `data:image/png;base64,${bytes}`;
      waiting.push(image.decode().catch(() => {}));
    }
    return waiting.length ? Promise.all(waiting) : undefined;
  }
}
