/** Conversions between types. Source: Kusto reference, the page that each entry names; answers of Kusto's emulator. */
import { textOfValue } from '../values/convert.ts';
import { Decimal, decimalOfReal, parseDecimal, truncateDecimal } from '../values/decimal.ts';
import { fitsInt64, maxInt64, minInt64, toInt64, type Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { parseDatetime, parseTimespan, resemblesDatetime } from '../values/time.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { scalarWithin } from './numbers.ts';

type Convert = (value: Value) => Value;
/** Conversions by the type that they take. */
type Conversions = Readonly<Partial<Record<ScalarType, Convert>>>;

/** Null becomes null; a dynamic value is converted as what it holds, arrays and bags become null. */
function conversionTo(page: string, target: string, conversions: Conversions): ScalarFunction {
  const convert = (from: ScalarType): Convert => {
    const conversion = conversions[from];
    if (!conversion) throw new Refusal(`Converting ${from} to ${target} is not supported.`);
    return conversion;
  };
  return {
    page,
    takesNull: true,
    specialize: ([from = 'string']) => {
      if (from !== 'dynamic') {
        const conversion = convert(from);
        return (value = null) => (value === null ? null : conversion(value));
      }
      return (value = null) => {
        const held = scalarWithin(value);
        if (held?.type === 'real' && !Number.isFinite(held.value)) {
          throw new Refusal('Converting a dynamic value that is beyond a real is not supported.');
        }
        return held ? convert(held.type)(held.value) : null;
      };
    },
  };
}

const same: Convert = (value) => value;

function truncate(value: number): Int64 {
  if (Number.isNaN(value)) throw new Refusal('Converting NaN to an integer is not supported.');
  if (value >= 2 ** 63) return maxInt64;
  return value <= -(2 ** 63) ? minInt64 : toInt64(BigInt(Math.trunc(value)));
}

function parseInteger(text: string): Int64 | null {
  const trimmed = text.trim();
  if (/^[+-]?0x/i.test(trimmed))
    throw new Refusal('Converting hexadecimal text to an integer is not supported.');
  if (!/^[+-]?\d+$/.test(trimmed)) return null;
  const value = BigInt(trimmed.replace(/^\+/, ''));
  return fitsInt64(value) ? toInt64(value) : null;
}

function integerOfDecimal(value: Value): Int64 {
  const whole = truncateDecimal(value as Decimal);
  if (!fitsInt64(whole))
    throw new Refusal('Converting a decimal beyond 64 bits to an integer is not supported.');
  return toInt64(whole);
}

const toLong: Conversions = {
  int: same,
  long: same,
  timespan: same,
  bool: Number,
  real: (value) => truncate(value as number),
  decimal: integerOfDecimal,
  string: (value) => parseInteger(value as string),
};

const [minInt32, maxInt32] = [-(2 ** 31), 2 ** 31 - 1];

/** A long outside of 32 bits is none; a real is moved to the nearest end. */
const toInt: Conversions = Object.fromEntries(
  Object.entries(toLong)
    .filter(([type]) => type !== 'timespan')
    .map(([type, convert]): [string, Convert] => [
      type,
      (value) => {
        const long = convert(value) as Int64 | null;
        if (type === 'real') return Math.min(Math.max(Number(long), minInt32), maxInt32);
        return long !== null && (long < minInt32 || long > maxInt32) ? null : long;
      },
    ]),
);

const namedReals: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  NaN: Number.NaN,
  inf: Infinity,
  '-inf': -Infinity,
  Infinity,
  '+Infinity': Infinity,
  '-Infinity': -Infinity,
};

function parseReal(text: string): number | null {
  const trimmed = text.trim();
  if (Object.hasOwn(namedReals, trimmed)) return namedReals[trimmed] as number;
  if (/^[+-]?(?:nan|inf(?:inity)?)$/i.test(trimmed) && trimmed !== 'INF') {
    throw new Refusal(`Converting the text ${trimmed} to a real is not supported.`);
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

const toReal: Conversions = {
  int: Number,
  long: Number,
  bool: Number,
  timespan: Number,
  real: same,
  decimal: (value) => Number(String(value)),
  string: (value) => parseReal(value as string),
};

function parseBool(text: string): boolean | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'true') return true;
  if (trimmed === 'false') return false;
  const number = parseInteger(trimmed);
  return number === null ? null : number !== 0;
}

const isNotZero: Convert = (value) => Number(value) !== 0;

/** `properly located` hyphens may be left out; what follows the 32 digits does not count. */
const guidForm = /^([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})/i;

function parseGuid(text: string): string | null {
  if (/^\s*[{(]/.test(text)) throw new Refusal('Converting text in brackets to a guid is not supported.');
  const [, ...parts] = guidForm.exec(text) ?? [];
  return parts.length === 0 ? null : parts.join('-').toLowerCase();
}

function datetimeOfText(value: Value): Value {
  const datetime = parseDatetime(value as string);
  if (datetime === null && resemblesDatetime(value as string)) {
    throw new Refusal(`The form of the datetime ${value as string} is not supported.`);
  }
  return datetime;
}

const real = conversionTo('toreal-function', 'a real', toReal);
const bool = conversionTo('tobool-function', 'a bool', {
  bool: same,
  int: isNotZero,
  long: isNotZero,
  real: (value) => {
    if (Number.isNaN(value)) throw new Refusal('Converting NaN to a bool is not supported.');
    return isNotZero(value);
  },
  string: (value) => parseBool(value as string),
});
const timespan = conversionTo('totimespan-function', 'a timespan', {
  timespan: same,
  string: (value) => parseTimespan(value as string),
});

export const conversion: Readonly<Record<string, ScalarFunction>> = {
  tostring: {
    page: 'tostring-function',
    takesNull: true,
    specialize:
      ([from = 'string']) =>
      (value = null) =>
        textOfValue(value, from),
  },
  tolong: conversionTo('tolong-function', 'a long', toLong),
  toint: conversionTo('toint-function', 'an int', toInt),
  todouble: real,
  toreal: real,
  tobool: bool,
  toboolean: bool,
  todecimal: conversionTo('todecimal-function', 'a decimal', {
    decimal: same,
    int: (value) => new Decimal(BigInt(value as Int64), 0),
    long: (value) => new Decimal(BigInt(value as Int64), 0),
    real: (value) => decimalOfReal(value as number),
    string: (value) => parseDecimal(value as string),
  }),
  toguid: conversionTo('toguid-function', 'a guid', {
    guid: same,
    string: (value) => parseGuid(value as string),
  }),
  todatetime: conversionTo('todatetime-function', 'a datetime', { datetime: same, string: datetimeOfText }),
  totimespan: timespan,
  totime: timespan,
};
