import type { ParameterKind } from '../../model/workbook.ts';

/** A parameter in a text: `{Name}` or `{Name:format}`. */
export interface Reference {
  readonly name: string;
  /** Empty where the value stands as it is. */
  readonly format: string;
  readonly start: number;
  readonly length: number;
}

/** The references in a text, in order. Braces around anything but a name are text. */
export function parseReferences(text: string): Reference[] {
  return [...text.matchAll(/\{([A-Za-z]\w*)(?::([A-Za-z]\w*))?\}/g)].map((match) => ({
    name: match[1] ?? '',
    format: match[2] ?? '',
    start: match.index,
    length: match[0].length,
  }));
}

/** A text with its references filled in, and the way back to the text as written. */
export interface FilledText {
  readonly text: string;
  /** The offset as written that the character at `offset` comes from; within a value, that of its reference. */
  originOf(offset: number): number;
}

/** Puts values in place of references; a reference that `valueOf` does not know stays as it is. */
export function fillReferences(
  text: string,
  valueOf: (reference: Reference) => string | undefined,
): FilledText {
  const stretches: { readonly start: number; readonly origin: number; readonly isValue: boolean }[] = [];
  let filled = '';
  let done = 0;
  const add = (piece: string, origin: number, isValue: boolean): void => {
    stretches.push({ start: filled.length, origin, isValue });
    filled += piece;
  };
  for (const reference of parseReferences(text)) {
    const value = valueOf(reference);
    if (value === undefined) continue;
    add(text.slice(done, reference.start), done, false);
    add(value, reference.start, true);
    done = reference.start + reference.length;
  }
  add(text.slice(done), done, false);
  return {
    text: filled,
    originOf: (offset) => {
      const stretch = stretches.findLast(({ start }) => start <= offset);
      if (!stretch) return offset;
      return stretch.isValue ? stretch.origin : stretch.origin + offset - stretch.start;
    },
  };
}

/** The value of a parameter as the platform would hold it. */
export interface SampleValue {
  readonly plain: string;
  /** Other forms of a time range: `start`, `end`, `grain` and so on. */
  readonly forms?: Readonly<Record<string, string>>;
}

/**
 * The value as a reference with that format puts it into a text; undefined where the kind of parameter has
 * no such format. Source: Azure workbooks documentation, "Parameter formatting options" and
 * "Time range parameters".
 */
export function formatValue(kind: ParameterKind, value: SampleValue, format: string): string | undefined {
  if (kind === 'time-range') return format === '' ? value.plain : value.forms?.[format];
  switch (format) {
    case '':
    case 'value':
    case 'label':
      return value.plain;
    case 'escapejson':
      return JSON.stringify(value.plain).slice(1, -1);
    case 'base64':
      return Buffer.from(value.plain, 'utf8').toString('base64');
    default:
      return undefined;
  }
}

/** The formats that a kind of parameter has. */
export function formatsOf(kind: ParameterKind): readonly string[] {
  return kind === 'time-range'
    ? ['start', 'end', 'grain', 'query', 'value', 'label']
    : ['value', 'label', 'escapejson', 'base64'];
}
