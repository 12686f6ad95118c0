import { Decimal } from './decimal.ts';
import { fitsInt64, toInt64, type Int64 } from './int64.ts';

/** A scalar within a dynamic value that JSON has no form for; compared and shown by its type. */
export class Typed {
  readonly type: 'real' | 'datetime' | 'timespan' | 'guid';
  readonly value: number | bigint | string;
  constructor(type: Typed['type'], value: Typed['value']) {
    this.type = type;
    this.value = value;
  }
}

export type Bag = { readonly [key: string]: Dynamic };

/** A dynamic value. Integers are Int64; every other number is a `Typed` real, so that 1.0 stays 1.0. */
export type Dynamic = null | boolean | Int64 | string | Typed | Decimal | readonly Dynamic[] | Bag;

export function isBag(value: unknown): value is Bag {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Typed) &&
    !(value instanceof Decimal)
  );
}

export function isArray(value: unknown): value is readonly Dynamic[] {
  return Array.isArray(value);
}

/**
 * Reads JSON text. Integers beyond 2^53 keep their digits; undefined where the text is no JSON.
 * An object's key that occurs twice has its last value.
 */
export function parseJson(text: string): Dynamic | undefined {
  try {
    return revive(JSON.parse(text), text);
  } catch {
    return undefined;
  }
}

/** Numbers need their source text where it says more than a double: large integers, and 1.0 beside 1. */
function revive(parsed: unknown, text: string): Dynamic {
  return hasSpecialNumber(text) ? new JsonReader(text).read() : (parsed as Dynamic);
}

const specialNumber = /\d(?:\.\d|[eE])|\d{16}/;
const stringOrSpecialNumber = /"(?:[^"\\]|\\.)*"|\d(?:\.\d|[eE])|\d{16}/gsu;

/** Looks outside of strings: times with fractions are frequent there. */
function hasSpecialNumber(text: string): boolean {
  if (!specialNumber.test(text)) return false;
  for (const [match] of text.matchAll(stringOrSpecialNumber)) if (!match.startsWith('"')) return true;
  return false;
}

/** A plain reader for JSON that is known to be well-formed. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Dynamic {
    this.#skip();
    const next = this.#text[this.#at];
    if (next === '{') return this.#bag();
    if (next === '[') return this.#array();
    if (next === '"') return this.#string();
    const [word = ''] = /[^\s,\]}]*/y.exec(this.#rest()) ?? [];
    this.#at += word.length;
    if (word === 'true') return true;
    if (word === 'false') return false;
    return word === 'null' ? null : toNumber(word);
  }

  #rest(): string {
    return this.#text.slice(this.#at, this.#at + 400);
  }

  #skip(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at++;
  }

  #string(): string {
    const pattern = /"(?:[^"\\]|\\.)*"/suy;
    pattern.lastIndex = this.#at;
    const [literal = '""'] = pattern.exec(this.#text) ?? [];
    this.#at += literal.length;
    return JSON.parse(literal) as string;
  }

  #array(): Dynamic {
    const items: Dynamic[] = [];
    for (this.#at++, this.#skip(); this.#text[this.#at] !== ']'; this.#skip()) {
      items.push(this.read());
      this.#skip();
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
    return items;
  }

  #bag(): Dynamic {
    const entries: [string, Dynamic][] = [];
    for (this.#at++, this.#skip(); this.#text[this.#at] !== '}'; this.#skip()) {
      const key = this.#string();
      this.#skip();
      this.#at++;
      entries.push([key, this.read()]);
      this.#skip();
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
    return Object.fromEntries(entries);
  }
}

function toNumber(word: string): Dynamic {
  if (/^-?\d+$/.test(word)) {
    const exact = BigInt(word);
    if (fitsInt64(exact)) return toInt64(exact);
  }
  return new Typed('real', Number(word));
}
