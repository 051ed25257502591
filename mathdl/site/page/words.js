// Values as Python has them, and how Python writes them: whole numbers are BigInts, and a tuple is
// not a list.

class Tuple {
  constructor(items) {
    this.items = items;
  }
}

const DOTS = Symbol("..."); // not answered

const isRow = (value) => Array.isArray(value) || value instanceof Tuple;
const items = (row) => (row instanceof Tuple ? row.items : row);
const isWhole = (value) => typeof value === "bigint";
const isNumber = (value) => isWhole(value) || typeof value === "number";
const hasDigit = (text) => /[\p{Nd}²³¹⁰⁴-⁹₀-₉]/u.test(text);

// Parts of a sentence with commas, and an "and" before the last.
function joinedWords(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : `${parts[0]}`;
}

function python(value) {
  if (value === DOTS) return "Ellipsis";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (value instanceof Tuple) {
    const [first, ...rest] = value.items.map(python);
    return rest.length ? `(${[first, ...rest].join(", ")})` : `(${first ? `${first},` : ""})`;
  }
  return isWhole(value) ? String(value) : float(value);
}

function quoted(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replaceAll("\xa0", "\\xa0");
  return mark + (mark === "'" ? inside.replace(/'/g, "\\'") : inside) + mark;
}

// The fewest digits that tell a float apart, with a point or an exponent.
function float(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x < 0 ? "-inf" : "inf";
  if (Object.is(x, -0)) return "-0.0";
  const [digits, exponent] = x.toExponential().split("e");
  if (exponent < -4 || exponent >= 16) return `${digits}e${twoDigits(exponent)}`;
  const fixed = x.toFixed(Math.max(0, digits.replace(/^-?\d\.?/, "").length - exponent));
  return fixed.includes(".") ? fixed : `${fixed}.0`;
}

function twoDigits(exponent) {
  return exponent[0] + exponent.slice(1).padStart(2, "0");
}

// With at most so many digits that count, and no idle zeros.
function general(x, count = 6) {
  const value = Number(x);
  if (!Number.isFinite(value)) return float(value);
  if (Object.is(value, -0)) return "-0";
  const [digits, exponent] = value.toExponential(count - 1).split("e");
  const idle = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= count) return `${idle(digits)}e${twoDigits(exponent)}`;
  return idle(value.toFixed(count - 1 - exponent));
}

// In a few words what was given.
function inShort(value) {
  const big = isWhole(value) && (value < 0 ? -value : value).toString(2).length > 200;
  const words = big ? "a number of many digits" : python(value).split(/\s+/).join(" ");
  const letters = [...words];
  return letters.length <= 40 ? words : `${letters.slice(0, 37).join("")}…`;
}

// An answer that cannot be judged; the message says what is asked for.
class Unreadable extends Error {}
