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
