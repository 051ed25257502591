// Numbers and arrays as answers: near enough, rounded too far, of another shape. The rules are
// those of mathdl/exercises/answers/kind.py.

const COUNTS = { 2: "two", 3: "three", 4: "four" };
const MOST = 2n ** 64n; // beyond, numbers have no place in an array

// An array: its shape, and its numbers in a row.
function array(value) {
  if (!isRow(value)) return { shape: [], flat: [Number(value)] };
  const parts = items(value).map(array);
  const inner = parts.length ? parts[0].shape : [];
  return { shape: [parts.length, ...inner], flat: parts.flatMap(({ flat }) => flat) };
}

const shapeOf = ({ shape }) => python(new Tuple(shape.map(BigInt)));
const sameShape = (a, b) => a.shape.join() === b.shape.join();

// Numbers as floats, of any shape; text and the like are unreadable.
function real(given) {
  if (typeof given === "string") {
    const help = hasDigit(given) ? ": leave out the quotes" : "";
    throw new Unreadable(`a number is asked for, ${inShort(given)} is text${help}`);
  }
  if (!isArray(given)) throw new Unreadable(`numbers are asked for, not ${inShort(given)}`);
  return array(given);
}

function isArray(value) {
  if (!isRow(value)) {
    return isWhole(value) ? value < MOST && value >= -MOST / 2n : /num|bool/.test(typeof value);
  }
  const parts = items(value);
  const alike = parts.every(isArray) && parts.every((part) => isRow(part) === isRow(parts[0]));
  return alike && (!isRow(parts[0]) || parts.every((p) => sameShape(array(p), array(parts[0]))));
}

const size = ({ flat }) => flat.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const firstPlace = (a) => Math.floor(Math.log10(Math.max(size(a), 1e-9)));
const within = (margin, a, b) =>
  sameShape(a, b) && a.flat.every((x, i) => Math.abs(x - b.flat[i]) <= margin);

const numbersKind = {
  prepare: array,

  read(kind, given) {
    const value = real(given);
    const strange = value.flat.find((x) => !Number.isFinite(x));
    if (strange === undefined) return value;
    throw new Unreadable(`numbers are asked for, and ${float(strange)} is none`);
  },

  same(kind, a, b) {
    const last = this.last(kind, b);
    return within(last === null ? this.margin(kind, b) : last * (0.5 + 1e-6), a, b);
  },

  like(kind, a, b) {
    return within(this.margin(kind, b), a, b);
  },

  form: () => "",

  partly(kind, value, right) {
    if (isRounded(value, right)) {
      return `that is the right answer, rounded too far: ${this.asked(kind)}`;
    }
    const wanted = kind.decimals || kind.digits;
    if (wanted && within(1.5 * this.last(kind, right), value, right)) {
      return "nearly: the last digit is off. Round once, at the very end";
    }
    return "";
  },

  // The worth of the last digit that is asked for, if any is.
  last({ digits, decimals }, b) {
    if (digits !== null) return 10 ** (firstPlace(b) + 1 - digits);
    return decimals === null ? null : 10 ** -decimals;
  },

  margin({ exact, tolerance }, b) {
    return (exact ? 1e-6 : tolerance) * Math.max(size(b), 1e-9);
  },

  asked({ decimals, digits }) {
    if (decimals) return `${COUNTS[decimals]} decimals are asked for`;
    return digits ? `${COUNTS[digits]} digits are asked for` : "give more digits";
  },
};

// Whether a value is the right one with fewer digits, but two at least.
function isRounded(value, right) {
  const first = firstPlace(right);
  for (let place = first - 1; place > first - 8; place--) {
    const units = value.flat.map((x) => x / 10 ** place);
    if (!units.every((x) => Math.abs(x - Math.round(x)) < 1e-6)) continue;
    return units.every((x, i) => Math.abs(x - right.flat[i] / 10 ** place) < 0.5 + 1e-6);
  }
  return false;
}

const numberKind = {
  ...numbersKind,
  typed: (kind, text) => typed(text, false),

  read(kind, given) {
    if (typeof given === "boolean") {
      throw new Unreadable(`a number is asked for, not ${python(given)}`);
    }
    const value = numbersKind.read(kind, given);
    if (!value.shape.length) return value;
    const help = value.shape.join() === "1" ? "; for an array of one entry write answer[0]" : "";
    throw new Unreadable(`one number is asked for, this has shape ${shapeOf(value)}${help}`);
  },
};

const equalNumber = (kind, a, b) => a.flat[0] === b.flat[0];
const wholeKind = { ...numberKind, same: equalNumber, like: equalNumber };

const arrayKind = {
  ...numbersKind,
  typed: (kind, text) => typed(text),

  form(kind, value, right) {
    if (sameShape(value, right)) return "";
    const flat = right.shape.length === 1;
    const asked = flat ? `a list of ${right.shape[0]} numbers` : `an array of shape ${shapeOf(right)}`;
    let has = `has shape ${shapeOf(value)}`;
    if (!value.shape.length) has = "is one number";
    else if (flat && value.shape.length === 1) has = `has ${value.flat.length}`;
    return `${asked} is asked for, this ${has}`;
  },

  partly(kind, value, right) {
    const said = numbersKind.partly.call(this, kind, value, right);
    if (said) return said;
    const fits = value.flat.map((x, i) => this.same(kind, array(x), array(right.flat[i])));
    if (!fits.includes(true)) return "";
    const wrong = fits.flatMap((fit, i) => (fit ? [] : [`${i + 1}`]));
    return `not yet: of the ${fits.length} numbers, not right: number ${joinedWords(wrong)}`;
  },
};
