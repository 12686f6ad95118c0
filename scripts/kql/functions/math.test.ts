import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

/** Values of the reference's examples, and of tables of the functions. */
const cases: readonly (readonly [query: string, expected: number])[] = [
  ['pi()', 3.141592653589793],
  ['exp(2)', 7.38905609893065],
  ['exp2(3)', 8],
  ['exp10(2)', 100],
  ['log(5)', 1.6094379124341003],
  ['log2(5)', 2.3219280948873622],
  ['log10(1000)', 3],
  ['sqrt(2)', 1.4142135623730951],
  ['pow(2, 3)', 8],
  ['sin(1)', 0.841470984807897],
  ['cos(1)', 0.5403023058681398],
  ['tan(1)', 1.557407724654902],
  ['cot(1)', 0.6420926159343308],
  ['atan(0.5)', 0.4636476090008061],
  ['atan2(1, 1)', 0.785398163397448],
  ['degrees(pi() * 1.5)', 270],
  ['radians(360)', 6.28318530717959],
  ['gamma(5)', 24],
  ['gamma(0.5)', 1.7724538509055159],
  ['gamma(30)', 8.841761993739702e30],
  ['loggamma(5)', 3.1780538303479458],
  ['loggamma(100)', 359.1342053695754],
  ['erf(1)', 0.842700792949715],
  ['erf(-3)', -0.999977909503001],
  ['erfc(2)', 0.00467773498104727],
  ['erfc(-3)', 1.999977909503001],
];

test.each(cases)('%s', (expression, expected) => {
  const [[value]] = ask(`print ${expression}`) as [[number]];
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9);
});

test('outside of their domain functions have no value', () => {
  expect(ask('print log(-1), sqrt(-1), acos(2), asin(-2), log(real(null))')).toEqual([
    [null, null, null, null, null],
  ]);
  expect(() => ask('print gamma(-1.5)')).toThrow(/not supported/);
});

test('numbers that are none', () => {
  const query = 'print isnan(0.0/0), isnan(1), isinf(-1.0/0), isinf(1.0), isfinite(1.0), isfinite(1.0/0)';
  expect(ask(query)).toEqual([[true, false, true, false, true, false]]);
});
