/** Numbers as they are written: a decimal may be longer than what a program's number holds. */

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A number for readers: its digits in groups of three, none lost; other texts as they are. */
export function grouped(text) {
  const found = DECIMAL.exec(text);
  if (!found || !/\d/.test(text)) return text;
  const [, sign, whole, part] = found;
  const digits = (whole || "0").replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign === "-" ? "-" : ""}${digits}${part ? `.${part}` : ""}`;
}

/** Compare two numbers by all their digits. */
export function compareNumbers(one, other) {
  const [left, right] = [numberOf(one), numberOf(other)];
  if (left !== right || !DECIMAL.test(one) || !DECIMAL.test(other)) return order(left, right);
  const [a, b] = aligned(DECIMAL.exec(one), DECIMAL.exec(other));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** INF and NaN are written otherwise in XML Schema (https://www.w3.org/TR/xmlschema11-2/#double). */
export function numberOf(text) {
  if (/^[+-]?INF$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return text.trim() === "" ? NaN : Number(text);
}

function order(left, right) {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Both as whole numbers of the same unit. */
function aligned(one, other) {
  const places = Math.max(one[3]?.length ?? 0, other[3]?.length ?? 0);
  return [one, other].map(([, sign, whole, part = ""]) => {
    const size = BigInt(`${whole}${part.padEnd(places, "0")}` || "0");
    return sign === "-" ? -size : size;
  });
}
