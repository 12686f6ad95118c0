/** Decompression (RFC 1950 to 1952). Undefined where the bytes are damaged. */

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBases = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12_289, 16_385, 24_577,
];
/** Order in which the lengths of the codes for lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

class Damage extends Error {}

class Bits {
  readonly #bytes: Uint8Array;
  #at: number;
  #bit = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** A number of some bits, its lowest first. */
  read(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Damage();
      value |= ((byte >> this.#bit) & 1) << i;
      this.#bit = (this.#bit + 1) % 8;
      if (this.#bit === 0) this.#at++;
    }
    return value;
  }

  /** Where the next whole byte begins. */
  align(): number {
    if (this.#bit > 0) {
      this.#bit = 0;
      this.#at++;
    }
    return this.#at;
  }
}

/** Symbols by their code, written as its length and value. */
type Codes = ReadonlyMap<number, number>;

function codesOf(lengths: readonly number[]): Codes {
  const codes = new Map<number, number>();
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code <<= 1;
    lengths.forEach((own, symbol) => {
      if (own === length) codes.set((length << 16) | code++, symbol);
    });
  }
  return codes;
}

function readSymbol(bits: Bits, codes: Codes): number {
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code = (code << 1) | bits.read(1);
    const symbol = codes.get((length << 16) | code);
    if (symbol !== undefined) return symbol;
  }
  throw new Damage();
}

const fixedLengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));

const fixedDistances = Array.from({ length: 30 }, () => 5);

function readCodes(bits: Bits): readonly [Codes, Codes] {
  const [literals, distances, count] = [bits.read(5) + 257, bits.read(5) + 1, bits.read(4) + 4];
  const own = Array.from({ length: 19 }, () => 0);
  for (let i = 0; i < count; i++) own[lengthOrder[i] as number] = bits.read(3);
  const codes = codesOf(own);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = readSymbol(bits, codes);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) repeat(lengths, lengths.at(-1), 3 + bits.read(2));
    else repeat(lengths, 0, symbol === 17 ? 3 + bits.read(3) : 11 + bits.read(7));
  }
  return [codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals))];
}

function repeat(lengths: number[], value: number | undefined, count: number): void {
  if (value === undefined) throw new Damage();
  for (let i = 0; i < count; i++) lengths.push(value);
}

function inflate(bytes: Uint8Array, start: number): { readonly output: Uint8Array; readonly end: number } {
  const bits = new Bits(bytes, start);
  const output: number[] = [];
  for (let isLast = false; !isLast;) {
    isLast = bits.read(1) === 1;
    const kind = bits.read(2);
    if (kind === 0) copyStored(bits, output);
    else if (kind === 1) inflateBlock(bits, codesOf(fixedLengths), codesOf(fixedDistances), output);
    else if (kind === 2) inflateBlock(bits, ...readCodes(bits), output);
    else throw new Damage();
  }
  return { output: Uint8Array.from(output), end: bits.align() };
}

function copyStored(bits: Bits, output: number[]): void {
  bits.align();
  const length = bits.read(16);
  if (bits.read(16) !== (length ^ 0xff_ff)) throw new Damage();
  for (let i = 0; i < length; i++) output.push(bits.read(8));
}

function inflateBlock(bits: Bits, literals: Codes, distances: Codes, output: number[]): void {
  for (;;) {
    const symbol = readSymbol(bits, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      output.push(symbol);
      continue;
    }
    const length = (lengthBases[symbol - 257] ?? Number.NaN) + bits.read(lengthBits[symbol - 257] ?? 0);
    const code = readSymbol(bits, distances);
    const distance = (distanceBases[code] ?? Number.NaN) + bits.read(Math.max(0, (code >> 1) - 1));
    if (!(distance <= output.length) || !(length > 0)) throw new Damage();
    for (let i = 0; i < length; i++) output.push(output[output.length - distance] as number);
  }
}

/** Runs a reader; damage gives undefined. */
function guard(read: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Damage) return undefined;
    throw error;
  }
}

export function inflateZlib(bytes: Uint8Array): Uint8Array | undefined {
  const [method = 0, flags = 0] = bytes;
  if ((method & 15) !== 8 || ((method << 8) | flags) % 31 !== 0 || (flags & 0x20) !== 0) return undefined;
  return guard(() => {
    const { output, end } = inflate(bytes, 2);
    let [a, b] = [1, 0];
    for (const byte of output) {
      a = (a + byte) % 65_521;
      b = (b + a) % 65_521;
    }
    const sum = new DataView(bytes.buffer, bytes.byteOffset);
    return end + 4 <= bytes.length && sum.getUint32(end) === ((b << 16) | a) >>> 0 ? output : undefined;
  });
}

/** Without optional parts of the header, as the reference says. */
export function inflateGzip(bytes: Uint8Array): Uint8Array | undefined {
  const [first, second, method, flags] = bytes;
  if (first !== 0x1f || second !== 0x8b || method !== 8 || flags !== 0) return undefined;
  return guard(() => {
    const { output, end } = inflate(bytes, 10);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return end + 8 <= bytes.length && view.getUint32(end, true) === crc32(output) ? output : undefined;
  });
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}
