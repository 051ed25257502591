// What the page says to an answer: what `check` says in JupyterLab, as a test makes sure.

function judge({ kind, right, mistakes, then }, text) {
  const rules = KINDS[kind.is];
  try {
    const given = rules.typed(kind, text);
    const row = isRow(given) ? items(given) : [given];
    if (row.length && row.every((part) => part === DOTS)) {
      return { status: "unanswered", says: "not answered yet." };
    }
    const value = rules.read(kind, given);
    const truth = rules.prepare(right, kind);
    if (rules.same(kind, value, truth)) {
      return { status: "right", says: ["right.", then].filter(Boolean).join(" ") };
    }
    const known = mistakes.find(([wrong]) => rules.like(kind, value, rules.prepare(wrong, kind)));
    if (known) return { status: "mistake", says: `not yet. ${known[1]}` };
    const partly = rules.form(kind, value, truth) || rules.partly(kind, value, truth);
    return { status: "wrong", says: `${partly || "not yet, and not a slip this book knows"}.` };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { status: "unreadable", says: `${error.message}.` };
  }
}

// Say what a sum came to, or how a comma was read.
function asRead(kind, given) {
  let value;
  try {
    value = KINDS[kind.is].typed(kind, given);
  } catch {
    return "";
  }
  const bare = given.trim();
  if (!isNumber(value) || [python(value), general(value)].includes(bare)) return "";
  const digits = trimmed(given.replaceAll("−", "-"), "+ ").replace(".", "").replace(/^-+/, "");
  if (/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u.test(digits)) return "";
  return `${bare} is ${general(value)}. `.replaceAll("-", "−").replaceAll("*", "·");
}

mathdlBook.judge = judge;
