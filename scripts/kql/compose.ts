import type { Fragment } from './fragment.ts';
import { maskLiterals } from './mask.ts';
import { remember } from '../model/remember.ts';

/** A stretch of a composed query and where it was written. */
interface Segment {
  /** Offset in the composed text; a segment ends where the next begins. */
  readonly start: number;
  /** The fragment that holds the text, or undefined for the query itself. */
  readonly fragment: Fragment | undefined;
  /** Offset in the text of that fragment or query. */
  readonly origin: number;
}

/** A query with all its fragments in place: what is shipped. */
export interface ComposedQuery {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Fragments put in, each once, in order of their names. */
  readonly fragments: readonly Fragment[];
}

/** The place in the sources that a character of a composed query comes from. */
export interface Origin {
  readonly fragment: Fragment | undefined;
  readonly offset: number;
}

/** Deeper than any fragment nests; a circle of calls ends here and is left for the binder to report. */
const maximumDepth = 8;

/** Puts the fragments that a query calls in place of the calls. Names without a fragment stay as they are. */
export const compose = remember((query: string, fragments: ReadonlyMap<string, Fragment>): ComposedQuery => {
  const whole = { text: query.trimEnd(), fragment: undefined, origin: 0 };
  return assemble(insertDefinitions(expand(whole, fragments, maximumDepth), fragments));
});

/** Where the character at `offset` of a composed query was written. */
export function originOf(composed: ComposedQuery, offset: number): Origin {
  const segment = composed.segments.findLast((s) => s.start <= offset);
  if (!segment) return { fragment: undefined, offset };
  return { fragment: segment.fragment, offset: segment.origin + offset - segment.start };
}

interface Piece {
  readonly text: string;
  readonly fragment: Fragment | undefined;
  readonly origin: number;
}

/** A text with the calls in it replaced, and those in what replaces them. */
function expand(piece: Piece, fragments: ReadonlyMap<string, Fragment>, depth: number): Piece[] {
  const calls = /(\|\s*invoke\s+)?\b(\w+)\s*\(\s*\)/g;
  const masked = maskLiterals(piece.text);
  const pieces: Piece[] = [];
  let done = 0;
  for (const call of depth > 0 ? masked.matchAll(calls) : []) {
    const fragment = fragments.get(call[2] ?? '');
    if (!fragment || fragment.kind !== (call[1] ? 'steps' : 'terms')) continue;
    const inner = expand({ text: fragment.source.text.trimEnd(), fragment, origin: 0 }, fragments, depth - 1);
    const indent = indentAt(masked, call.index);
    pieces.push(part(piece, done, call.index), ...inner.flatMap((p) => indentLines(p, indent)));
    done = call.index + call[0].length;
  }
  return [...pieces, part(piece, done, piece.text.length)];
}

/** Indents every line of a piece but the first, which goes on where the call stood. */
function indentLines(piece: Piece, indent: string): Piece[] {
  const lines = piece.text.split('\n');
  let origin = piece.origin;
  return lines.flatMap((line, i) => {
    const text = i < lines.length - 1 ? `${line}\n` : line;
    const at = { text, fragment: piece.fragment, origin };
    origin += text.length;
    return i === 0 ? [at] : [{ ...at, text: indent }, at];
  });
}

/** The indent for lines after the one with the call: deeper than that line where the call follows an operator. */
function indentAt(text: string, offset: number): string {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  return /^[ \t]*\|/.test(before) ? `${indent}    ` : indent;
}

function part(piece: Piece, start: number, end: number): Piece {
  return { text: piece.text.slice(start, end), fragment: piece.fragment, origin: piece.origin + start };
}

/** Puts definitions, with those they use before them, ahead of the first statement that names one. */
function insertDefinitions(pieces: readonly Piece[], fragments: ReadonlyMap<string, Fragment>): Piece[] {
  const text = maskLiterals(pieces.map((p) => p.text).join(''));
  const definitions = [...fragments.values()].filter((f) => f.kind === 'definitions');
  const own = new Set([...text.matchAll(/^let\s+(\w+)\s*=/gm)].map((match) => match[1]));
  const needed: Fragment[] = [];
  const firstUse = collect(text, own, definitions, needed);
  if (needed.length === 0) return [...pieces];
  const at = statementStart(text, firstUse);
  const inserted = needed.map((f) => ({ text: `${f.source.text.trimEnd()}\n`, fragment: f, origin: 0 }));
  return splice(pieces, at, inserted);
}

/** Adds to `needed` the definitions that `text` uses, dependencies first; the offset of the first use. */
function collect(
  text: string,
  own: ReadonlySet<string | undefined>,
  definitions: readonly Fragment[],
  needed: Fragment[],
): number {
  let first = text.length;
  for (const fragment of definitions) {
    const uses = fragment.defines
      .filter((name) => !own.has(name))
      .map((name) => text.search(new RegExp(`\\b${name}\\b`)))
      .filter((index) => index >= 0);
    if (uses.length === 0) continue;
    first = Math.min(first, ...uses);
    if (needed.includes(fragment)) continue;
    const others = definitions.filter((d) => d !== fragment);
    collect(maskLiterals(fragment.source.text), own, others, needed);
    if (!needed.includes(fragment)) needed.push(fragment);
  }
  return first;
}

/** The start of the statement around `offset`, comments above it included. */
function statementStart(masked: string, offset: number): number {
  const end = masked.lastIndexOf(';', offset);
  return end === -1 ? 0 : masked.indexOf('\n', end) + 1;
}

function splice(pieces: readonly Piece[], at: number, inserted: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let position = 0;
  let isIn = false;
  for (const piece of pieces) {
    const end = position + piece.text.length;
    if (!isIn && at <= end) {
      result.push(part(piece, 0, at - position), ...inserted, part(piece, at - position, piece.text.length));
      isIn = true;
    } else {
      result.push(piece);
    }
    position = end;
  }
  return result;
}

function assemble(pieces: readonly Piece[]): ComposedQuery {
  const segments: Segment[] = [];
  let text = '';
  for (const piece of pieces) {
    if (piece.text === '') continue;
    segments.push({ start: text.length, fragment: piece.fragment, origin: piece.origin });
    text += piece.text;
  }
  const used = new Set(pieces.flatMap((piece) => piece.fragment ?? []));
  const fragments = [...used].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { text, segments, fragments };
}
