// Reads what was typed as Python would: numbers, words, sums, lists and tuples, and a few functions.

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
