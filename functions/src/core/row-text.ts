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

/** UTF-8 of the row, made once and kept until it is accepted. */
export function encodeRow(row: Mapped, added: Marks): Uint8Array {
  return encoder.encode(rowText(row, added));
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  // A UTF-16 unit takes at most three bytes; most texts need no closer look.
  return encoder.encode(text).length;
}
