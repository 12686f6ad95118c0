import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, compareInt64, divide, modulo, multiply, subtract, toInt64 } from './int64.ts';

const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.maxSafeInteger().map(BigInt),
  fc.integer().map(BigInt),
);
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

test('arithmetic wraps at 64 bits, like bigints cut to 64 bits', () => {
  fc.assert(
    fc.property(int64, int64, (x, y) => {
      const [a, b] = [toInt64(x), toInt64(y)];
      expect(BigInt(add(a, b))).toBe(wrap(x + y));
      expect(BigInt(subtract(a, b))).toBe(wrap(x - y));
      expect(BigInt(multiply(a, b))).toBe(wrap(x * y));
      expect(compareInt64(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
    }),
  );
});

test('quotient and remainder', () => {
  const divisor = int64.filter((y) => y !== 0n);
  fc.assert(
    fc.property(int64, divisor, (x, y) => {
      const [a, b] = [toInt64(x), toInt64(y)];
      expect(BigInt(divide(a, b) ?? 0)).toBe(wrap(x / y));
      const rest = BigInt(modulo(a, b));
      expect(rest >= 0n && rest < (y < 0n ? -y : y)).toBe(true);
      expect((x - rest) % y).toBe(0n);
    }),
  );
});

test('nothing can be divided by zero', () => {
  expect(divide(5, 0)).toBeNull();
});

test('each value has one form, so that equal values are identical', () => {
  fc.assert(
    fc.property(int64, (x) => {
      const value = toInt64(x);
      expect(typeof value).toBe(Number.isSafeInteger(Number(x)) ? 'number' : 'bigint');
      expect(Object.is(value, -0)).toBe(false);
      expect(add(subtract(value, 1), 1)).toBe(value);
    }),
  );
});
