/** Functions of the bits of a long. Source: Kusto reference, the page that each entry names. */
import { toInt64, type Int64 } from '../values/int64.ts';
import { scalar, type ScalarFunction } from './function.ts';
import type { Value } from '../values/scalar.ts';

const big = (value: Value | undefined): bigint => BigInt(value as Int64);

function bitwise(name: string, combine: (a: bigint, b: bigint) => bigint): ScalarFunction {
  return scalar(`binary-${name}-function`, (a, b) => toInt64(combine(big(a), big(b))));
}

function shift(name: string, move: (value: bigint, by: bigint) => bigint): ScalarFunction {
  return scalar(`binary-shift-${name}-function`, (value, by) =>
    (by as Int64) < 0 ? null : toInt64(move(big(value), big(by) % 64n)),
  );
}

export const bits: Readonly<Record<string, ScalarFunction>> = {
  binary_and: bitwise('and', (a, b) => a & b),
  binary_or: bitwise('or', (a, b) => a | b),
  binary_xor: bitwise('xor', (a, b) => a ^ b),
  binary_not: scalar('binary-not-function', (value) => toInt64(~big(value))),
  binary_shift_left: shift('left', (value, by) => value << by),
  binary_shift_right: shift('right', (value, by) => value >> by),
  bitset_count_ones: scalar('bitset-count-ones-function', (value) => {
    let count = 0;
    for (let rest = BigInt.asUintN(64, big(value)); rest > 0n; rest &= rest - 1n) count++;
    return count;
  }),
};
