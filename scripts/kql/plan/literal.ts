import { Decimal } from '../values/decimal.ts';
import { parseDecimal } from '../values/decimal.ts';
import { Typed, type Dynamic } from '../values/dynamic.ts';
import { fitsInt64, toInt64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { parseDatetime, parseTimespan } from '../values/time.ts';
import { invalid, unsupported } from './kql-error.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from './syntax.ts';

const literalTypes: Readonly<Record<string, ScalarType>> = {
  BooleanLiteralExpression: 'bool',
  DateTimeLiteralExpression: 'datetime',
  DecimalLiteralExpression: 'decimal',
  GuidLiteralExpression: 'guid',
  IntLiteralExpression: 'int',
  LongLiteralExpression: 'long',
  RealLiteralExpression: 'real',
  TimespanLiteralExpression: 'timespan',
  StringLiteralExpression: 'string',
  CompoundStringLiteralExpression: 'string',
  DynamicExpression: 'dynamic',
};

export function literalTypeOf({ kind }: SyntaxNode): ScalarType | undefined {
  return literalTypes[kind];
}

/** The value of a literal. It is read from the text: the library's own value of some is rounded. */
export function readLiteral(node: SyntaxNode, type: ScalarType): Value {
  if (type === 'string') return String(node.literal);
  if (type === 'dynamic') return readDynamic(requirePart(node, 'Expression'));
  const written = textOf(node);
  const [, inner] = /^[a-z0-9]+\s*\(([\s\S]*)\)$/i.exec(written) ?? [];
  const text = (inner ?? written).trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
  if (/^null$/i.test(text) || (inner !== undefined && text === '')) return null;
  const value = readScalar(text, type);
  if (value === undefined) throw invalid(`${written} is no ${type}.`, node);
  return value;
}

function readScalar(text: string, type: ScalarType): Value | undefined {
  switch (type) {
    case 'bool':
      return /^true$/i.test(text) || (/^false$/i.test(text) ? false : undefined);
    case 'int':
    case 'long':
      return readInteger(text);
    case 'real':
      return readReal(text);
    case 'decimal':
      return parseDecimal(text) ?? undefined;
    case 'datetime':
      return parseDatetime(withoutBlanks(text)) ?? undefined;
    case 'timespan':
      return parseTimespan(text) ?? undefined;
    case 'guid':
      return text.toLowerCase();
    default:
      return undefined;
  }
}

/** A date within `datetime()` may be written with blanks or commas: `2025, 6, 14`, `2017 - 08 - 01`. */
function withoutBlanks(text: string): string {
  const [, year, month, day] = /^(\d{4})\s*[-,]\s*(\d{1,2})\s*[-,]\s*(\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}`;
}

function readInteger(text: string): Value | undefined {
  const [, sign = '', digits] = /^([+-]?)\s*(\d+|0x[\da-f]+)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return fitsInt64(value) ? toInt64(value) : undefined;
}

function readReal(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

/** `dynamic(...)`: JSON, and literals of types that JSON has not. */
function readDynamic(node: SyntaxNode): Dynamic {
  switch (node.kind) {
    case 'JsonArrayExpression':
      return elementsOf(partOf(node, 'Values')).map(readDynamic);
    case 'JsonObjectExpression':
      return Object.fromEntries(
        elementsOf(partOf(node, 'Pairs')).map((pair) => [
          String(requirePart(pair, 'Name').literal ?? unquote(textOf(requirePart(pair, 'Name')))),
          readDynamic(requirePart(pair, 'Value')),
        ]),
      );
    case 'NullLiteralExpression':
      return null;
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return readDynamicNumber(textOf(node));
    default:
      return readDynamicScalar(node);
  }
}

function readDynamicScalar(node: SyntaxNode): Dynamic {
  const type = literalTypeOf(node);
  if (!type) throw unsupported(`${textOf(node)} within dynamic()`, node);
  if (type === 'long' || type === 'int' || type === 'real') return readDynamicNumber(textOf(node));
  const value = readLiteral(node, type);
  if (value === null || typeof value === 'boolean' || value instanceof Decimal) return value;
  if (type === 'datetime' || type === 'timespan' || type === 'guid')
    return new Typed(type, value as string | number);
  return value as Dynamic;
}

function readDynamicNumber(written: string): Dynamic {
  const text = written.replace(/^[a-z]+\((.*)\)$/i, '$1').replaceAll(' ', '');
  const integer = /^(?:long|int)?\(?[+-]?\d+\)?$/i.test(text) ? readInteger(text) : undefined;
  return integer === undefined ? new Typed('real', readReal(text) ?? Number.NaN) : (integer as Dynamic);
}

function unquote(text: string): string {
  return JSON.parse(text.startsWith("'") ? `"${text.slice(1, -1).replaceAll('"', '\\"')}"` : text) as string;
}
