/** Bytes of the first block, and of the later ones at most; a longer text has a block of its own. */
const firstBytes = 2 ** 12;
const mostBytes = 2 ** 20;

/**
 * Texts one behind the other in blocks outside of JavaScript's heap. A million texts as strings would cost
 * half as much again, and be gone through at every garbage collection.
 */
export class TextBlocks {
  readonly #blocks: Buffer[] = [];
  #free = 0;
  #length = 0;
  /** For each text its block, where it begins there, and twice its bytes, plus 1 where it is UTF-16. */
  #places = new Uint32Array(3 * 1024);

  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    const isWide = wide.test(text);
    const bytes = isWide ? text.length * 2 : text.length;
    if (bytes > this.#free || this.#blocks.length === 0) this.#open(bytes);
    const block = this.#blocks.at(-1) as Buffer;
    const start = block.length - this.#free;
    block.write(text, start, isWide ? 'utf16le' : 'latin1');
    this.#free -= bytes;
    const at = this.#length++ * 3;
    if (at === this.#places.length) {
      const larger = new Uint32Array(at * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[at] = this.#blocks.length - 1;
    this.#places[at + 1] = start;
    this.#places[at + 2] = bytes * 2 + (isWide ? 1 : 0);
  }

  at(index: number): string {
    const at = index * 3;
    const [block, start, size] = [this.#places[at], this.#places[at + 1], this.#places[at + 2]] as [
      number,
      number,
      number,
    ];
    const end = start + (size >>> 1);
    return (this.#blocks[block] as Buffer).toString(size & 1 ? 'utf16le' : 'latin1', start, end);
  }

  #open(bytes: number): void {
    const size = Math.max(bytes, Math.min(mostBytes, firstBytes * 2 ** this.#blocks.length));
    this.#blocks.push(Buffer.allocUnsafeSlow(size));
    this.#free = size;
  }
}

/** Anything that Latin-1 cannot hold. */
const wide = /[\u0100-\uffff]/;
