import type { Mapped, Marks } from './mapper.ts';

const encoder = new TextEncoder();

/** The row as JSON, put together from the parts that were written when it was mapped. */
export function rowText(row: Mapped, added: Marks): string {
  const marks = { ...row.marks, ...added };
  const hasMarks = Object.keys(marks).length > 0;
  if (!hasMarks && row.unknownText === '') return row.fieldsText;
  const marksText = hasMarks ? `"_connector":${JSON.stringify(marks)}` : '';
  const members = [row.unknownText.slice(1, -1), marksText].filter((part) => part !== '');
  return `${row.fieldsText.slice(0, -1)},"additional_fields":{${members.join(',')}}}`;
}

/**
 * A text of `rowText` with further marks; `marks`: all that stand in it. Other than a row it can be had from what
 * is on its way, so that no row has to be kept for the case that it is sent again.
 */
export function withMoreMarks(text: string, marks: Marks, added: Marks): string {
  const end = `"_connector":${JSON.stringify({ ...marks, ...added })}}}`;
  if (Object.keys(marks).length > 0) {
    return text.slice(0, -`"_connector":${JSON.stringify(marks)}}}`.length) + end;
  }
  // The last column but `additional_fields` is a text: two brackets close that one.
  return text.endsWith('}}')
    ? `${text.slice(0, -2)},${end}`
    : `${text.slice(0, -1)},"additional_fields":{${end}`;
}

/** Where texts are written to be measured; what it holds is of no interest. */
const scratch = new Uint8Array(64 * 1024);

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  // A UTF-16 unit takes at most three bytes.
  return text.length * 3 <= scratch.length
    ? encoder.encodeInto(text, scratch).written
    : encoder.encode(text).length;
}
