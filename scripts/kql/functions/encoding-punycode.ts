/** Punycode (RFC 3492): text beyond ASCII within the letters, digits and hyphens of domain names. */

const base = 36;
const [firstCode, firstBias] = [128, 72];

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > 455; k += base) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

const threshold = (k: number, bias: number): number => Math.min(Math.max(k - bias, 1), 26);
const digitText = (digit: number): string => digit.toString(base);
// RFC 3492 counts letters first: a is 0, 9 is 35.
const toDigit = (value: number): string => digitText(value < 26 ? value + 10 : value - 26);
const fromDigit = (text: string): number => {
  const value = Number.parseInt(text, base);
  return value >= 10 ? value - 10 : value + 26;
};

export function toPunycode(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < firstCode);
  let result = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let [code, delta, bias, handled] = [firstCode, 0, firstBias, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= code));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const point of points) {
      if (point < code) delta++;
      if (point !== code) continue;
      let rest = delta;
      let k = base;
      for (let t = threshold(k, bias); rest >= t; k += base, t = threshold(k, bias)) {
        result += toDigit(t + ((rest - t) % (base - t)));
        rest = Math.floor((rest - t) / (base - t));
      }
      result += toDigit(rest);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    code++;
  }
  return result;
}

/** Undefined where the text is no punycode. */
export function fromPunycode(text: string): string | undefined {
  const [, basic = '', rest = ''] = /^(?:(\p{ASCII}*)-)?([0-9A-Za-z]+)$/u.exec(text) ?? [];
  if (rest === '') return undefined;
  const points = Array.from(basic, (character) => character.charCodeAt(0));
  let [code, index, bias] = [firstCode, 0, firstBias];
  for (let at = 0; at < rest.length; index++) {
    const before = index;
    for (let [weight, k] = [1, base]; ; k += base) {
      const character = rest[at++];
      if (character === undefined) return undefined;
      const digit = fromDigit(character);
      index += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= base - t;
      if (index > 0x7f_ff_ff_ff || weight > 0x7f_ff_ff_ff) return undefined;
    }
    bias = adapt(index - before, points.length + 1, before === 0);
    code += Math.floor(index / (points.length + 1));
    index %= points.length + 1;
    if (code > 0x10_ff_ff) return undefined;
    points.splice(index, 0, code);
  }
  return String.fromCodePoint(...points);
}
