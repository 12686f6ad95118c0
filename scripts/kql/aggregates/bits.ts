import { Refusal } from '../functions/function.ts';
import { toInt64, type Int64 } from '../values/int64.ts';
import type { Value } from '../values/scalar.ts';
import { folding, type Aggregate } from './aggregate.ts';

/** All values of a group joined bit by bit. */
function joined(page: string, join: (a: bigint, b: bigint) => bigint): Aggregate {
  return folding<bigint | undefined>(
    page,
    () => undefined,
    (bits, value: Value) =>
      bits === undefined ? BigInt(value as Int64) : join(bits, BigInt(value as Int64)),
    (bits) => {
      if (bits === undefined) throw new Refusal('The bits of no value are not supported.');
      return toInt64(bits);
    },
  );
}

export const bits: Readonly<Record<string, Aggregate>> = {
  binary_all_and: joined('binary-all-and-aggregation-function', (a, b) => a & b),
  binary_all_or: joined('binary-all-or-aggregation-function', (a, b) => a | b),
  binary_all_xor: joined('binary-all-xor-aggregation-function', (a, b) => a ^ b),
};
