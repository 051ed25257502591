// Sums as Python does them: whole numbers stay whole, and what has no value has none.

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
