// What a reader types into a box: read, and never run. The same rules as in
// mathdl/exercises/answers/typed.py, which is told so by a test.

const LONGEST = 400;
const CONSTANTS = { e: Math.E, pi: Math.PI, inf: Infinity, nan: NaN, true: true, false: false };
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SIGNS = [
  ["−", "-"], ["–", "-"], ["·", "*"], ["⋅", "*"], ["×", "*"], ["÷", "/"], ["^", "**"], ["π", "pi"],
  ["½", "(1/2)"], ["¼", "(1/4)"], ["¾", "(3/4)"], ["⅓", "(1/3)"], ["…", "..."],
];
const LETTER = "[\\p{L}\\p{N}_]";

class Syntax extends Error {}
class NoNumber extends Error {}
class ByZero extends Error {}

function typed(text, several = true) {
  const length = [...text].length;
  if (length > LONGEST) {
    throw new Unreadable(`an answer has at most ${LONGEST} characters, this has ${length}`);
  }
  const code = asCode(text, several);
  if (!code) return DOTS;
  const bare = text.trim();
  try {
    return new Parser(code).whole()();
  } catch (error) {
    if (error instanceof ByZero) throw new Unreadable(`${bare} divides by 0`);
    if (error instanceof NoNumber) {
      if (!hasDigit(text)) return bare;
      throw new Unreadable(`${bare} comes to no number`);
    }
    if (!(error instanceof Syntax || error instanceof RangeError)) throw error;
    if (/^[\p{L}\p{Nl}\p{No}_][^\p{Nd}*/+=()[\]]*$/u.test(bare)) return bare; // words
    throw new Unreadable(
      `${python(bare)} cannot be read; write numbers as in -0.5, 3/4, 2*exp(-1) or 10^-3, and ` +
        "lists as in 1, 2, 3",
    );
  }
}

const trimmed = (text, letters) => {
  const inside = [...text];
  while (inside.length && letters.includes(inside[0])) inside.shift();
  while (inside.length && letters.includes(inside.at(-1))) inside.pop();
  return inside.join("");
};

// Write what people type as Python would.
function asCode(text, several) {
  let code = trimmed(text.trim(), "`'\" ");
  if (several && /^[-−+\p{Nd}.]+( +[-−+\p{Nd}.]+)+$/u.test(code)) code = code.replace(/ +/g, ", ");
  if (!several && /^[-−+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(code)) {
    code = code.replaceAll(",", "");
  } else if (!several || code.includes(";")) {
    code = code.replace(/(?<=\d),(?=\d)/g, ".").replaceAll(";", ",");
  }
  code = code.replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => {
    const plain = [...raised].map((sign) => (sign === "⁻" ? "-" : RAISED.indexOf(sign)));
    return `**(${plain.join("")})`;
  });
  for (const [sign, written] of SIGNS) code = code.replaceAll(sign, written);
  code = code.replace(/√\s*([\p{L}\p{N}_.]+)/gu, "sqrt($1)").replaceAll("√", "sqrt");
  code = code.replace(new RegExp(`(?<!${LETTER})(ln|log|exp|sqrt) +([\\d.]+)`, "gu"), "$1($2)");
  const before = `(?<![\\p{L}\\p{N}_.])(\\d+\\.?\\d*) ?`;
  const after = `(?=\\(|(pi|sqrt|exp|ln|log)(?!${LETTER}))`;
  code = code.replace(new RegExp(before + after, "gu"), "$1*");
  return code.replace(/([\d.]+)\s*%/g, "($1/100)");
}

const TOKEN = new RegExp(
  [
    String.raw`(?<float>(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*\.(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*)`,
    String.raw`(?<whole>0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\d)*|0(?:_?0)*(?![\d_]))`,
    String.raw`(?<name>[\p{ID_Start}_]\p{ID_Continue}*)`,
    String.raw`(?<text>'[^'\\]*'|"[^"\\]*")`,
    String.raw`(?<sign>\.\.\.|\*\*|[-+*/()[\],])`,
  ].join("|"),
  "uy",
);
const KEYWORDS = new Set(
  (
    "None and as assert async await break class continue def del elif else except finally for " +
    "from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

// Each rule returns a function that comes to a value, so that all is read before anything is done.
class Parser {
  constructor(code) {
    this.tokens = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < code.length) {
      const space = /[ \t\f]*/y;
      space.lastIndex = TOKEN.lastIndex;
      TOKEN.lastIndex += space.exec(code)[0].length;
      if (TOKEN.lastIndex === code.length) break;
      const match = TOKEN.exec(code);
      if (!match) throw new Syntax();
      const [[kind, words]] = Object.entries(match.groups).filter(([, found]) => found !== undefined);
      const after = code.slice(TOKEN.lastIndex);
      if ((kind === "float" || kind === "whole") && /^[\p{L}\p{N}_]/u.test(after)) throw new Syntax();
      this.tokens.push({ kind, words });
    }
    this.place = 0;
  }

  get next() {
    return this.tokens[this.place] ?? {};
  }

  // Take a sign if it comes next.
  take(...signs) {
    const { kind, words } = this.next;
    return kind === "sign" && signs.includes(words) ? this.tokens[this.place++].words : "";
  }

  need(sign) {
    if (!this.take(sign)) throw new Syntax();
  }

  whole() {
    const value = this.row();
    if (this.place < this.tokens.length) throw new Syntax();
    return value;
  }

  // One value, or several with commas between: a tuple.
  row(end = "") {
    const parts = [];
    let comma = "";
    do {
      const over = end ? this.next.words === end : this.place === this.tokens.length;
      if (over && (parts.length || end)) break;
      parts.push(this.sum());
      comma = this.take(",");
    } while (comma);
    if (parts.length === 1 && !comma) return parts[0];
    return () => new Tuple(parts.map((part) => part()));
  }

  sum() {
    let left = this.product();
    for (let sign; (sign = this.take("+", "-")); ) left = this.both(sign, left, this.product());
    return left;
  }

  product() {
    let left = this.signed();
    for (let sign; (sign = this.take("*", "/")); ) left = this.both(sign, left, this.signed());
    return left;
  }

  signed() {
    const sign = this.take("+", "-");
    if (!sign) return this.power();
    const value = this.signed();
    return () => (sign === "-" ? negative(numberOf(value())) : numberOf(value()));
  }

  power() {
    const base = this.call();
    return this.take("**") ? this.both("**", base, this.signed()) : base;
  }

  both(sign, left, right) {
    return () => {
      const a = numberOf(left());
      return OPERATIONS[sign](a, numberOf(right()));
    };
  }

  call() {
    const { kind, words } = this.next;
    let [value, known] = [this.atom(), kind === "name" && Object.hasOwn(FUNCTIONS, words)];
    while (this.take("(")) {
      const given = this.list(")");
      const called = known && given.length === 1;
      value = called ? () => FUNCTIONS[words](numberOf(given[0]())) : syntaxError;
      known = false; // what a call comes to cannot be called
    }
    return value;
  }

  atom() {
    const { kind, words } = this.next;
    if (this.take("(")) {
      const inside = this.row(")");
      this.need(")");
      return inside;
    }
    if (this.take("[")) {
      const inside = this.list("]");
      return () => inside.map((part) => part());
    }
    if (this.take("...")) return () => DOTS;
    this.place++;
    if (kind === "float") return () => Number(words.replaceAll("_", ""));
    if (kind === "whole") return () => BigInt(words.replaceAll("_", ""));
    if (kind === "text") {
      let text = words.slice(1, -1);
      for (; this.next.kind === "text"; this.place++) text += this.next.words.slice(1, -1);
      return () => text;
    }
    if (kind !== "name" || KEYWORDS.has(words)) throw new Syntax();
    const name = words.normalize("NFKC");
    const known = [...name].length > 1 ? name.toLowerCase() : name;
    return () => (Object.hasOwn(CONSTANTS, known) ? CONSTANTS[known] : name);
  }

  // Values with commas between, up to what closes them.
  list(end) {
    const parts = [];
    while (!this.take(end)) {
      parts.push(this.sum());
      if (!this.take(",") && this.next.words !== end) throw new Syntax();
    }
    return parts;
  }
}

function syntaxError() {
  throw new Syntax();
}

// A number, for arithmetic; True counts as 1.
function numberOf(value) {
  if (typeof value === "boolean") return BigInt(value);
  if (!isNumber(value)) throw new NoNumber();
  return value;
}

function toFloat(value) {
  const float = Number(value);
  if (isWhole(value) && !Number.isFinite(float)) throw new NoNumber();
  return float;
}

const negative = (value) => -value;
const arithmetic = (whole, floats) => (a, b) =>
  isWhole(a) && isWhole(b) ? whole(a, b) : floats(toFloat(a), toFloat(b));

const OPERATIONS = {
  "+": arithmetic((a, b) => a + b, (a, b) => a + b),
  "-": arithmetic((a, b) => a - b, (a, b) => a - b),
  "*": arithmetic((a, b) => a * b, (a, b) => a * b),
  "/"(a, b) {
    if (Number(b) === 0) throw new ByZero();
    return toFloat(a) / toFloat(b);
  },
  "**"(a, b) {
    if (isWhole(a) && isWhole(b) && b >= 0n && b <= 20n) return a ** b;
    return floatPower(toFloat(a), toFloat(b));
  },
};

function floatPower(a, b) {
  if (b === 0 || a === 1) return 1;
  if (a === 0 && b < 0) throw new ByZero();
  if (Math.abs(a) === 1 && !Number.isFinite(b)) return Number.isNaN(b) ? NaN : 1;
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) throw new NoNumber();
  return finite(a ** b, a, b);
}

// Where Python says that a result is too large, or that there is none.
function finite(value, ...given) {
  if (!Number.isFinite(value) && given.every(Number.isFinite)) throw new NoNumber();
  return value;
}

const onFloats = (f) => (value) => {
  const x = toFloat(value);
  if (Number.isNaN(x)) return x;
  const y = f(x);
  if (Number.isNaN(y)) throw new NoNumber();
  return finite(y, x);
};

const FUNCTIONS = {
  sqrt: onFloats(Math.sqrt),
  exp: onFloats(Math.exp),
  log: onFloats(Math.log),
  ln: onFloats(Math.log),
  log10: onFloats(Math.log10),
  sin: onFloats(Math.sin),
  cos: onFloats(Math.cos),
  tanh: onFloats(Math.tanh),
  abs: (value) => (value < 0 ? -value : value),
};
