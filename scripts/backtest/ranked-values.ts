/** Numbers in ascending order, in pieces small enough that one can be put in or taken out quickly. */

interface Piece {
  readonly values: Float64Array;
  length: number;
}

/** Room in a piece; moving half of it costs about as much as finding the piece. */
const room = 512;

export class RankedValues {
  readonly #pieces: Piece[] = [];
  /** The last value of each piece, one behind the other: a search among them touches little memory. */
  readonly #lasts: number[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(value: number): void {
    let index = this.#pieceFor(value);
    // Above all others it goes into the last piece.
    if (index === this.#pieces.length) index = Math.max(0, index - 1);
    let piece = this.#pieces[index];
    if (!piece) {
      this.#pieces.push((piece = { values: new Float64Array(room), length: 0 }));
      this.#lasts.push(value);
    }
    if (piece.length === room) {
      const upper = { values: new Float64Array(room), length: room / 2 };
      upper.values.set(piece.values.subarray(room / 2));
      piece.length = room / 2;
      const last = piece.values[piece.length - 1] as number;
      this.#pieces.splice(index + 1, 0, upper);
      this.#lasts.splice(index, 0, last);
      if (value > last) {
        piece = upper;
        index++;
      }
    }
    const at = placeIn(piece, value);
    piece.values.copyWithin(at + 1, at, piece.length);
    piece.values[at] = value;
    piece.length++;
    this.#length++;
    this.#lasts[index] = piece.values[piece.length - 1] as number;
  }

  /** Takes out one of the values that equal this one; there must be one. */
  remove(value: number): void {
    const index = this.#pieceFor(value);
    const piece = this.#pieces[index];
    const at = piece ? placeIn(piece, value) : 0;
    if (piece?.values[at] !== value) throw new RangeError(`${value} is not among the values`);
    piece.values.copyWithin(at, at + 1, piece.length);
    piece.length--;
    this.#length--;
    if (piece.length === 0) {
      this.#pieces.splice(index, 1);
      this.#lasts.splice(index, 1);
    } else this.#lasts[index] = piece.values[piece.length - 1] as number;
  }

  /** The value with so many smaller or equal ones before it; undefined beyond the end. */
  at(rank: number): number | undefined {
    let rest = rank;
    for (const { values, length } of this.#pieces) {
      if (rest < length) return values[rest];
      rest -= length;
    }
    return undefined;
  }

  /** The number of the first piece that ends with this value or a larger one. */
  #pieceFor(value: number): number {
    let [low, high] = [0, this.#lasts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lasts[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The first place in a piece whose value is not smaller. */
function placeIn({ values, length }: Piece, value: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
