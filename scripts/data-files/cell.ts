/** From the text of a cell to a value of a column's type; undefined where the text is none of that type. */
import { parseJson, type Dynamic } from '../kql/values/dynamic.ts';
import { parseDecimal } from '../kql/values/decimal.ts';
import { fitsInt64, toInt64 } from '../kql/values/int64.ts';
import type { ScalarType, Value } from '../kql/values/scalar.ts';
import { fromMilliseconds, parseDatetime, parseTimespan } from '../kql/values/time.ts';
import { decodeString } from './json-scan.ts';

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A JSON value given as its text. A string column takes any value as its text. */
export function fromJson(raw: string, type: ScalarType): Value | undefined {
  if (raw === 'null') return type === 'string' ? '' : null;
  if (type === 'dynamic') return parseJson(raw);
  const first = raw[0];
  if (first === '"')
    return isPlainString(raw) || isJson(raw) ? fromText(decodeString(raw, 0, raw.length), type) : undefined;
  if (type === 'string') return isJson(raw) ? raw : undefined;
  if (type === 'bool') return raw === 'true' || (raw === 'false' ? false : undefined);
  const isNumeric = type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
  return isNumeric && jsonNumber.test(raw) ? fromText(raw, type) : undefined;
}

/** A string without escapes and control characters is well-formed: that is quicker to see than to parse. */
function isPlainString(raw: string): boolean {
  // oxlint-disable-next-line no-control-regex -- JSON forbids just these
  return !/[\\\u0000-\u001f]/.test(raw);
}

/** Whether a text is well-formed JSON. */
export function isJson(raw: string): boolean {
  if (jsonNumber.test(raw)) return true;
  try {
    JSON.parse(raw);
    return true;
  } catch {
    return false;
  }
}

/** A value written as plain text, as in CSV; empty text is no value. */
export function fromText(text: string, type: ScalarType): Value | undefined {
  if (type === 'string') return text;
  if (text === '') return null;
  switch (type) {
    case 'bool':
      return /^(?:true|1)$/i.test(text) || (/^(?:false|0)$/i.test(text) ? false : undefined);
    case 'int':
      return readInteger(text, 2 ** 31);
    case 'long':
      return readInteger(text, 2 ** 63);
    case 'real':
      return readReal(text);
    case 'decimal':
      return parseDecimal(text) ?? undefined;
    case 'datetime':
      return readDatetime(text);
    case 'timespan':
      return parseTimespan(text) ?? undefined;
    case 'guid':
      return /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i.test(text)
        ? text.replace(/[{}]/g, '').toLowerCase()
        : undefined;
    default:
      return parseJson(text) ?? (text.trim() === 'null' ? null : (text as Dynamic));
  }
}

function readInteger(text: string, limit: number): Value | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  if (text.length < 10) return Number(text) + 0;
  const value = BigInt(text);
  if (!fitsInt64(value) || value >= BigInt(limit) || value < -BigInt(limit)) return undefined;
  return toInt64(value);
}

function readReal(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  const [, sign] = /^([+-]?)inf(?:inity)?$/i.exec(text) ?? [];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const canonical = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** Near this time ticks are exact as numbers, so that reading them needs no larger integers. */
const reference = Date.UTC(2010, 0, 1);
const referenceTicks = Number(fromMilliseconds(reference));

/** The usual form of the Events API and of Azure Monitor is read quickly; others as KQL reads them. */
function readDatetime(text: string): Value | undefined {
  const [, whole, fraction = ''] = canonical.exec(text) ?? [];
  const milliseconds = whole === undefined ? Number.NaN : Date.parse(`${whole}Z`);
  if (Number.isNaN(milliseconds) || whole?.endsWith('24:00:00')) return parseDatetime(text) ?? undefined;
  const rest = Number(fraction.padEnd(7, '0').slice(0, 7));
  const ticks = referenceTicks + (milliseconds - reference) * 10_000 + rest;
  return Number.isSafeInteger(ticks) ? ticks : fromMilliseconds(milliseconds, rest);
}
