/** What MD5 and the SHA functions have in common. */

/** Bytes filled up to blocks of 64, the length in bits at the end. */
export function padded(bytes: Uint8Array, isLittleEndian: boolean): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, i) => view.setUint8(i, byte));
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n, isLittleEndian);
  return view;
}

export const rotateLeft = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** The words of a state as text, two digits a byte. */
export function hexOf(words: readonly number[], isLittleEndian: boolean): string {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => view.setUint32(i * 4, word >>> 0, isLittleEndian));
  return Array.from({ length: view.byteLength }, (_, i) =>
    view.getUint8(i).toString(16).padStart(2, '0'),
  ).join('');
}
