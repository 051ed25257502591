// Answers that are names, shapes, or several things in a row. The rules are those of
// mathdl/exercises/answers.

const equal = (kind, a, b) => JSON.stringify(a) === JSON.stringify(b);
const exactly = {
  typed: (kind, text) => typed(text),
  prepare: (value) => value,
  same: equal,
  like: equal,
  form: () => "",
  partly: () => "",
};

const nameKind = {
  ...exactly,
  typed: (kind, text) => text.trim() || DOTS,

  read({ options }, given) {
    if (typeof given === "string") {
      const bare = trimmed(given, " `'\".").replace(/\(\)$/, "");
      const name = bare.slice(bare.lastIndexOf(".") + 1);
      const known = options.find((option) => option.toLowerCase() === name.toLowerCase());
      if (known !== undefined) return known;
    }
    throw new Unreadable(
      `a name is asked for, one of ${options.join(", ")}, not ${inShort(given)}`,
    );
  },
};

const shapeKind = {
  ...exactly,
  typed: (kind, text) => typed(text.replace(/(?<=\d)\s*[x×]\s*(?=\d)/g, ", ")),

  read({ or_error: orError }, given) {
    const asked = orError ? 'a shape or "error" is asked for' : "a shape is asked for";
    if (typeof given === "string") {
      if (orError && trimmed(given, " .!").toLowerCase() === "error") return "error";
      const quotes = "is text: write a shape without the quotes";
      throw new Unreadable(`${asked}, ${python(given)} ${quotes}`);
    }
    const said = inShort(given);
    if (isWhole(given)) {
      throw new Unreadable(
        `${asked}, ${said} is a number: one axis of length ${said} is written (${said},)`,
      );
    }
    if (!isRow(given)) throw new Unreadable(`${asked}, such as (3, 1), not ${said}`);
    if (!items(given).every((n) => isWhole(n) && n >= 0n)) {
      const each = "a shape is a whole number for each axis";
      throw new Unreadable(`${asked}, ${said} is none: ${each}`);
    }
    return items(given).map(Number);
  },
};

const shapesKind = {
  ...exactly,
  typed: (kind, text) => typed(text.replace(/\s*(→|->)\s*/g, ", ")),

  read({ parts }, given) {
    if (!isRow(given) || items(given).length !== parts.length) {
      throw new Unreadable(
        `${parts.length} shapes are asked for, in a list: those of ${joinedWords(parts)}; this ` +
          `is ${inShort(given)}`,
      );
    }
    const read = (shape) => shapeKind.read({ or_error: false }, shape);
    return items(given).map((shape, i) => naming(`of ${parts[i]}`, () => read(shape)));
  },
};

const YES_AND_NO = { t: true, yes: true, y: true, f: false, no: false, n: false };

const booleansKind = {
  ...exactly,

  typed({ parts }, text) {
    const read = typed(text);
    const several = isRow(read) ? items(read) : [read];
    if (several.some((word) => parts.includes(word))) return read;
    return several.map((word) => {
      const known = typeof word === "string" && Object.hasOwn(YES_AND_NO, word.toLowerCase());
      return known ? YES_AND_NO[word.toLowerCase()] : word;
    });
  },

  read({ parts }, given) {
    const named = typeof given === "string" ? [given] : isRow(given) ? items(given) : null;
    if (named?.length && named.every((name) => parts.includes(name))) {
      return parts.map((part) => named.includes(part)); // those that are True, by their names
    }
    const asked = `True or False is asked for ${parts.length} times, for ${joinedWords(parts)}`;
    if (!isRow(given) || items(given).length !== parts.length) {
      throw new Unreadable(`${asked}, in a list; this is ${inShort(given)}`);
    }
    items(given).forEach((one, i) => {
      if (typeof one === "boolean") return;
      throw new Unreadable(`${asked}; for ${parts[i]} you gave ${inShort(one)}`);
    });
    return items(given);
  },
};

// Several answers, each of a kind of its own.
const partsKind = {
  ...exactly,
  prepare(value, { kinds }) {
    return kinds.map(([, kind], i) => KINDS[kind.is].prepare(items(value)[i], kind));
  },

  read(kind, given) {
    const row = isRow(given) ? items(given) : [given];
    if (row.length !== kind.kinds.length) throw new Unreadable(this.asked(kind));
    return kind.kinds.map(([name, one], i) => {
      if (row[i] === DOTS) throw new Unreadable(`${name} is still missing`);
      return naming(`for ${name}`, () => KINDS[one.is].read(one, row[i]));
    });
  },

  each({ kinds }, a, b, ask) {
    return kinds.map(([name, kind], i) => [name, KINDS[kind.is][ask](kind, a[i], b[i])]);
  },

  same(kind, a, b) {
    return this.each(kind, a, b, "same").every(([, fits]) => fits);
  },

  like(kind, a, b) {
    return this.each(kind, a, b, "like").every(([, fits]) => fits);
  },

  form(kind, value, right) {
    const forms = this.each(kind, value, right, "form").filter(([, said]) => said);
    const said = forms.map(([name, form]) => `for ${name}, ${form}`);
    return said.length ? [this.asked(kind), ...said].join("; ") : "";
  },

  // Which parts are right.
  partly(kind, value, right) {
    const fits = new Map(this.each(kind, value, right, "same"));
    const near = this.each(kind, value, right, "partly").filter(([name]) => !fits.get(name));
    const idle = ([, words]) => ["", "not yet"].includes(words.slice(0, 7));
    if (![...fits.values()].includes(true) && near.every(idle)) return "";
    const said = [...fits].map(([name, fit]) => `${name} is ${fit ? "right" : "not yet"}`);
    const told = near.filter((one) => !idle(one)).map(([name, words]) => `for ${name}, ${words}`);
    return [said.join(", "), ...told].join("; ");
  },

  asked({ kinds }) {
    const names = kinds.map(([name]) => name).join(", ");
    return `${kinds.length} answers are asked for, in a row: (${names})`;
  },
};

// Let a sentence about one part of an answer name it.
function naming(part, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${part}, ${error.message}`) : error;
  }
}

const KINDS = {
  Number: numberKind,
  Whole: wholeKind,
  Array: arrayKind,
  Name: nameKind,
  Shape: shapeKind,
  Shapes: shapesKind,
  Booleans: booleansKind,
  Parts: partsKind,
};
