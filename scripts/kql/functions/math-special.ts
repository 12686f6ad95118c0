/** Gamma and error functions, to about 14 digits. Source: NIST Digital Library of Mathematical Functions, 5 and 7. */
import { Refusal } from '../values/refusal.ts';

/** Coefficients of the Stirling series, B(2k) / (2k (2k-1)). DLMF 5.11.1. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** Logarithm of the gamma function of a positive number. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new Refusal(`The gamma function of ${x} is not supported.`);
  if (x === 1 || x === 2) return 0;
  // The series needs a large argument: the recurrence moves there.
  let [shifted, product] = [x, 1];
  while (shifted < 15) product *= shifted++;
  let [sum, term] = [0, 1 / shifted];
  for (const coefficient of stirling) {
    sum += coefficient * term;
    term /= shifted * shifted;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + sum - Math.log(product);
}

export function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x < 23) {
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return product;
  }
  return Math.exp(logGamma(x));
}

/** The Taylor series near zero, the continued fraction elsewhere. DLMF 7.6.1, 7.9.1. */
export function errorFunction(x: number): number {
  return Math.abs(x) < 2.5 ? series(x) : Math.sign(x) * (1 - tail(Math.abs(x)));
}

errorFunction.complement = (x: number): number => {
  if (Math.abs(x) < 1) return 1 - series(x);
  return x > 0 ? tail(x) : 2 - tail(-x);
};

function series(x: number): number {
  let [sum, term] = [x, x];
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The complement for arguments of at least 1. */
function tail(x: number): number {
  if (Number.isNaN(x)) return x;
  let fraction = 0;
  for (let n = 400; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
