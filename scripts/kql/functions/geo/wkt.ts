/** Well-known text of shapes. Source: Kusto reference, geo_from_wkt; OGC 06-103r4, section 7. */
import { Typed, type Dynamic } from '../../values/dynamic.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { readCoordinates } from './vector.ts';

/** How deep the coordinates of each kind of shape lie. */
const kinds: Readonly<Record<string, readonly [type: string, depth: number]>> = {
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  POLYGON: ['Polygon', 2],
  MULTIPOINT: ['MultiPoint', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
};

class Fault extends Error {}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[A-Za-z]+|[-+]?[\d.]+(?:[eE][-+]?\d+)?|\S/g) ?? [];
  }

  shape(): Dynamic {
    const word = this.#take().toUpperCase();
    if (word === 'GEOMETRYCOLLECTION')
      return { type: 'GeometryCollection', geometries: this.#list(() => this.shape()) };
    const [type, depth] = kinds[word] ?? [];
    if (type === undefined || depth === undefined) throw new Fault();
    if (/^(?:Z|M|ZM|EMPTY)$/i.test(this.#peek()))
      throw new Refusal(`${word} ${this.#peek()} is not supported.`);
    if (depth > 0) return { type, coordinates: this.#nested(depth) };
    const [point = null] = this.#nested(1) as readonly Dynamic[];
    return { type, coordinates: point };
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Fault();
  }

  #nested(depth: number): Dynamic {
    return this.#list(() => (depth === 1 ? this.#point() : this.#nested(depth - 1)));
  }

  #list(item: () => Dynamic): readonly Dynamic[] {
    const items: Dynamic[] = [];
    this.#expect('(');
    do items.push(item());
    while (this.#skip(','));
    this.#expect(')');
    return items;
  }

  /** Points of a MULTIPOINT may stand in brackets. */
  #point(): Dynamic {
    const isBracketed = this.#skip('(');
    const numbers = [Number(this.#take()), Number(this.#take())] as const;
    if (isBracketed) this.#expect(')');
    if (!readCoordinates(...numbers)) throw new Fault();
    return numbers.map((value) => new Typed('real', value));
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(): string {
    this.#at++;
    return this.#tokens[this.#at - 1] ?? '';
  }

  #skip(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) throw new Fault();
  }
}

export const wkt: Readonly<Record<string, ScalarFunction>> = {
  geo_from_wkt: scalar('geo-from-wkt-function', (text) => {
    const reader = new Reader(String(text));
    try {
      const shape = reader.shape();
      reader.end();
      return shape;
    } catch (error) {
      if (error instanceof Fault) return null;
      throw error;
    }
  }),
};
