import { evaluate, type Scope } from './evaluate.ts';
import { parseExpression, readText, type Parsed } from './parse.ts';
import { isList, isObject, type Value } from './value.ts';

/** An expression of the definition that could not be evaluated. */
export interface Failure {
  /** Names and indexes down to the text, such as `steps/events/apiKey/visible`. */
  readonly path: string;
  readonly reason: string;
}

/** Evaluates every expression inside a value; one that fails has no value and is told to `report`. */
export function resolveValue(
  value: Value,
  path: string,
  scope: Scope,
  report: (failure: Failure) => void,
): Value {
  if (typeof value === 'string') return resolveText(value, path, scope, report);
  if (isList(value)) return value.map((item, index) => resolveValue(item, `${path}/${index}`, scope, report));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, resolveValue(part, `${path}/${key}`, scope, report)]),
  );
}

function resolveText(text: string, path: string, scope: Scope, report: (failure: Failure) => void): Value {
  const read = readText(text);
  if ('text' in read) return read.text;
  const parsed = parseOnce(read.source);
  const result = 'problem' in parsed ? parsed : evaluate(parsed.expression, scope);
  if ('value' in result) return result.value;
  report({ path, reason: result.problem.reason });
  return undefined;
}

/** A session evaluates the few texts of a definition over and over; parsing them takes most of the time. */
const parsedTexts = new Map<string, Parsed>();

function parseOnce(source: string): Parsed {
  const known = parsedTexts.get(source);
  if (known) return known;
  const parsed = parseExpression(source);
  parsedTexts.set(source, parsed);
  return parsed;
}
