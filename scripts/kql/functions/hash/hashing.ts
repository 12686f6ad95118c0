/** Hash functions. Source: Kusto reference, `hash`, `hash_md5` and their like; what is hashed follows from their examples. */
import { textOfValue } from '../../values/convert.ts';
import { toInt64, type Int64 } from '../../values/int64.ts';
import type { ScalarType, Value } from '../../values/scalar.ts';
import { firstDatetime } from '../../values/time.ts';
import { Refusal, type ScalarFunction } from '../function.ts';
import { md5 } from './md5.ts';
import { sha1, sha256 } from './sha.ts';
import { xxHash64 } from './xxhash64.ts';

const encoder = new TextEncoder();

/** The bytes of text, or of the ticks of a datetime since year 1; the bytes of other types are not documented. */
function bytesOf(type: ScalarType): (value: Value) => Uint8Array {
  if (type === 'string') return (value) => encoder.encode(value as string);
  if (type !== 'datetime') throw new Refusal(`The hash of ${type} is not supported.`);
  return (value) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, BigInt(value as Int64) - BigInt(firstDatetime), true);
    return new Uint8Array(view.buffer);
  };
}

const number = (page: string): ScalarFunction => ({
  page,
  takesNull: true,
  specialize: ([type = 'string']) => {
    const bytes = bytesOf(type);
    return (value = null, modulus) => {
      if (value === null || modulus === null) throw new Refusal('The hash of null is not supported.');
      const hash = xxHash64(bytes(value));
      if (modulus === undefined) return toInt64(hash);
      const divisor = BigInt(modulus as Int64);
      if (hash < 0n || divisor <= 0n) throw new Refusal('The remainder of a negative hash is not supported.');
      return toInt64(hash % divisor);
    };
  },
});

/** Types whose text is the same wherever it is made. */
const textual: ReadonlySet<ScalarType> = new Set(['string', 'datetime', 'timespan', 'guid', 'int', 'long']);

/** Hashes of the text that `tostring` gives. */
const text = (name: string, digest: (bytes: Uint8Array) => string): ScalarFunction => ({
  page: `hash-${name}-function`,
  specialize: ([type = 'string']) => {
    if (!textual.has(type)) throw new Refusal(`The hash of ${type} is not supported.`);
    return (value) => digest(encoder.encode(textOfValue(value as Value, type)));
  },
});

export const hashing: Readonly<Record<string, ScalarFunction>> = {
  hash: number('hash-function'),
  hash_xxhash64: number('hash-xxhash64-function'),
  hash_md5: text('md5', md5),
  hash_sha1: text('sha1', sha1),
  hash_sha256: text('sha256', sha256),
};
