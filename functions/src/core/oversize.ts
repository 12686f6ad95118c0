import { limits } from './limits.ts';
import { fieldsOf, remap, unknownOf, type Fields, type Mapped } from './mapper.ts';
import { byteLength } from './row-text.ts';

/** A member list can be as long as the event: more names than this say no more. */
const mostNames = 50;
/** Room for the marks beside the unknown fields in `additional_fields`. */
const marksBytes = 4_000;

/**
 * Brings every field below the size at which the service would cut it. What was cut is named in the mark
 * `truncated`; the same row comes back where nothing was. The caller keeps the original first.
 */
export function shortenFields(row: Mapped): Mapped {
  if (
    row.fieldsText.length * 3 <= limits.fieldBytes &&
    row.unknownText.length * 3 <= limits.fieldBytes - marksBytes
  )
    return row;
  const names: string[] = [];
  const fields = Object.fromEntries(
    Object.entries(fieldsOf(row)).map(([name, value]) => [name, shortenValue(name, value, names)]),
  );
  const unknown = shortenObject('additional_fields', unknownOf(row), limits.fieldBytes - marksBytes, names);
  if (names.length === 0) return row;
  const listed = names.slice(0, mostNames).map((name) => name.slice(0, 60));
  return remap(row, fields, unknown, { ...withoutBigField(row), truncated: listed });
}

/** What stands in the table for an event that does not fit into a row, or that the service refuses. */
export function stubOf(row: Mapped): Mapped {
  const fields = fieldsOf(row);
  const kept = ['uuid_s', 'timestamp', 'account_uuid', 'log_source'].flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' ? [[name, wellFormed(value).slice(0, 1_000)]] : [];
  });
  return remap(row, Object.fromEntries(kept) as Fields, {}, { stub: true });
}

function shortenValue(name: string, value: unknown, names: string[]): unknown {
  if (typeof value === 'string') {
    const cut = cutText(value, limits.fieldBytes);
    if (cut !== value) names.push(name);
    return cut;
  }
  return typeof value === 'object' ? shortenObject(name, value as Fields, limits.fieldBytes, names) : value;
}

/** Keeps members, smallest first, as long as the whole stays below the bound. */
function shortenObject(name: string, value: Fields, bound: number, names: string[]): Fields {
  const sizes = Object.entries(value).map(([member, content]) => ({
    member,
    bytes: byteLength(JSON.stringify(member)) + byteLength(JSON.stringify(content)) + 2,
  }));
  if (sizes.reduce((sum, { bytes }) => sum + bytes, 2) <= bound) return value;
  const kept = new Set<string>();
  let total = 2;
  for (const { member, bytes } of sizes.toSorted((a, b) => a.bytes - b.bytes)) {
    total += bytes;
    if (total > bound) break;
    kept.add(member);
  }
  names.push(
    name,
    ...sizes.filter(({ member }) => !kept.has(member)).map(({ member }) => `${name}.${member}`),
  );
  return Object.fromEntries(Object.entries(value).filter(([member]) => kept.has(member)));
}

function withoutBigField(row: Mapped): Mapped['marks'] {
  const { field, ...marks } = row.marks;
  return field === undefined || byteLength(JSON.stringify(field)) > marksBytes / 2 ? marks : row.marks;
}

/** The longest beginning of a text that takes no more than so many bytes, never half a character. */
export function cutText(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  let used = 0;
  let at = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    used += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (used > bytes) return text.slice(0, at);
    at += sign.length;
  }
  return text;
}

/** Text without halves of surrogate pairs, which some readers of JSON refuse. */
function wellFormed(text: string): string {
  return text.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/** Whether the row would leave no room in a call. */
export function isTooBig(row: Mapped): boolean {
  const most = limits.rowBytes - marksBytes;
  if ((row.fieldsText.length + row.unknownText.length) * 3 <= most) return false;
  return byteLength(row.fieldsText) + byteLength(row.unknownText) > most;
}
