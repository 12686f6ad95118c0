/** xxHash of 64 bits with seed 0. Source: the xxHash specification (Cyan4973/xxHash, doc/xxhash_spec.md). */

const [prime1, prime2, prime3, prime4, prime5] = [
  0x9e37_79b1_85eb_ca87n,
  0xc2b2_ae3d_27d4_eb4fn,
  0x1656_67b1_9e37_79f9n,
  0x85eb_ca77_c2b2_ae63n,
  0x27d4_eb2f_1656_67c5n,
] as const;

const cut = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => cut(value << by) | (value >> (64n - by));
const round = (lane: bigint, input: bigint): bigint => cut(rotate(cut(lane + input * prime2), 31n) * prime1);

/** The hash as a signed number. */
export function xxHash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash: bigint = prime5;
  if (bytes.length >= 32) {
    let lanes: readonly bigint[] = [cut(prime1 + prime2), prime2, 0n, cut(-prime1)];
    for (; at + 32 <= bytes.length; at += 32) {
      const stripe = at;
      lanes = lanes.map((lane, i) => round(lane, view.getBigUint64(stripe + 8 * i, true)));
    }
    hash = cut(lanes.reduce((sum, lane, i) => sum + rotate(lane, [1n, 7n, 12n, 18n][i] ?? 0n), 0n));
    for (const lane of lanes) hash = cut((hash ^ round(0n, lane)) * prime1 + prime4);
  }
  hash = cut(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = cut(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4);
  }
  if (at + 4 <= bytes.length) {
    hash = cut(rotate(hash ^ cut(BigInt(view.getUint32(at, true)) * prime1), 23n) * prime2 + prime3);
    at += 4;
  }
  for (; at < bytes.length; at++)
    hash = cut(rotate(hash ^ cut(BigInt(bytes[at] ?? 0) * prime5), 11n) * prime1);
  hash = cut((hash ^ (hash >> 33n)) * prime2);
  hash = cut((hash ^ (hash >> 29n)) * prime3);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}
