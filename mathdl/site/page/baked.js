// A picture that was drawn beforehand: every state of a grid, its marks stored once.

const arrived = new Map(); // scripts that brought a picture, by their address: promises of the data
const expected = new Map();

// What the script of a picture calls: its data, pressed and written as text.
globalThis.mathdlBaked = (packed) => {
  expected.get(document.currentScript.src)?.(unpacked(packed));
};

async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// Load a picture. A script can be loaded by a page that was opened by a double click, too; a page
// that is one file has it within itself.
function load(address) {
  if (address.startsWith("#")) return unpacked(document.querySelector(address).textContent);
  if (!arrived.has(address)) {
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      expected.set(script.src, resolve);
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });
    arrived.set(address, promise);
  }
  return arrived.get(address);
}

class Baked {
  constructor(picture, counts) {
    Object.assign(this, picture, { counts, known: [] });
  }

  // Of a column, the entry for a state: it depends on some of the controls only.
  pick([axes, numbers], at) {
    return numbers[axes.reduce((place, axis) => place * this.counts[axis] + at[axis], 0)];
  }

  // The marks of a list, always the same array for the same list.
  list(number) {
    this.known[number] ??= this.lists[number].map((mark) => this.marks[mark]);
    return this.known[number];
  }

  // What is to be drawn in a state: where the values stand on the grid, by control.
  frame(at) {
    const [still, ...moving] = this.layers.map((column) => this.list(this.pick(column, at)));
    const [sentences, said] = this.sentences;
    const [points, stand] = this.points;
    const sentence = sentences[this.pick(said, at)];
    return { still, moving, sentence, points: points[this.pick(stand, at)] };
  }
}
