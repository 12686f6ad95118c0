import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimals,
  Decimal,
  decimalOfReal,
  divideDecimals,
  floorDecimal,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  subtractDecimals,
} from './decimal.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(6))
  .map(([digits, scale]) => new Decimal(digits, scale));
const text = (value: Decimal | null): string => String(value);

test('a decimal and its text', () => {
  fc.assert(fc.property(decimal, (value) => void expect(parseDecimal(text(value))).toEqual(value)));
  expect(text(parseDecimal('1e5'))).toBe('100000');
  expect(text(parseDecimal('-2.50e-3'))).toBe('-0.0025');
  expect(parseDecimal('+.5')).toEqual(new Decimal(5n, 1));
  expect([parseDecimal(''), parseDecimal('.'), parseDecimal('1,5')]).toEqual([null, null, null]);
});

test('addition and subtraction, division and remainder undo each other', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(subtractDecimals(addDecimals(a, b), b)).toEqual(a);
      if (b.digits === 0n) return;
      expect(divideDecimals(multiplyDecimals(a, b), b)).toEqual(a);
      const rest = moduloDecimals(a, b) as Decimal;
      expect(rest.digits >= 0n).toBe(true);
      const step = b.digits < 0n ? negateDecimal(b) : b;
      expect(addDecimals(floorDecimal(a, step) as Decimal, rest)).toEqual(a);
    }),
  );
});

test('a quotient has 34 digits, rounded half to even', () => {
  const divide = (a: bigint, b: bigint): string => text(divideDecimals(new Decimal(a, 0), new Decimal(b, 0)));
  expect(divide(1n, 3n)).toBe(`0.${'3'.repeat(34)}`);
  expect(divide(-2n, 3n)).toBe(`-0.${'6'.repeat(33)}7`);
  expect(divide(1n, 0n)).toBe('null');
  const half = new Decimal(10n ** 34n + 5n, 35);
  expect(text(addDecimals(half, new Decimal(0n, 0)))).toBe(`0.1`);
});

test('a real is the decimal that it was written as', () => {
  expect(text(decimalOfReal(0.1))).toBe('0.1');
  expect(text(decimalOfReal(-0))).toBe('0');
  expect(() => decimalOfReal(1 / 3)).toThrow(/not supported/);
  expect(() => decimalOfReal(Number.NaN)).toThrow(/not supported/);
});

test('what needs more digits is refused', () => {
  const large = new Decimal(10n ** 20n + 1n, 0);
  expect(() => multiplyDecimals(large, large)).toThrow(/34 digits/);
});
