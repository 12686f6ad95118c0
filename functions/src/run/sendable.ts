import { encodeTexts, type EncodedText } from '../core/batcher.ts';
import type { Mapped, Marks } from '../core/mapper.ts';
import { stubOf } from '../core/oversize.ts';
import { rowText, withMoreMarks } from '../core/row-text.ts';

/** What is sent of an event. */
export interface Draft {
  readonly row: Mapped;
  /** Beside those that the row has already. */
  readonly marks: Marks;
  /** Place of the event in its page. */
  readonly index: number;
  readonly isStub: boolean;
}

/** A row on its way: its bytes, from which it can be written anew. */
export interface Sendable extends EncodedText {
  /** All that stand in it. */
  readonly marks: Marks;
  readonly index: number;
  readonly isStub: boolean;
}

/** Takes each draft when the one before it is written. */
export function toSendables(drafts: Iterable<Draft>): readonly Sendable[] {
  return encode(drafts, (draft) => ({
    text: rowText(draft.row, draft.marks),
    marks: { ...draft.row.marks, ...draft.marks },
  }));
}

/** The same rows with the mark of a second copy. */
export function asResent(rows: readonly Sendable[]): readonly Sendable[] {
  const added = { resent: true } as const;
  return encode(rows, (row) => ({
    text: withMoreMarks(textOf(row), row.marks, added),
    marks: { ...row.marks, ...added },
  }));
}

/** What stands in the table for a row that the service refuses. */
export function toStub(row: Sendable, marks: Marks): Sendable {
  const { index } = row;
  // Of what the mapper knew, a stub needs the fields alone.
  const known = { marks: {}, uuid: undefined, time: undefined, problem: undefined };
  const mapped = { fieldsText: textOf(row), unknownText: '', unknownNames: [], ...known };
  const [stub] = toSendables([{ row: stubOf(mapped), marks, index, isStub: true }]);
  return stub as Sendable;
}

function encode<T extends Pick<Draft, 'index' | 'isStub'>>(
  rows: Iterable<T>,
  write: (row: T) => { readonly text: string; readonly marks: Marks },
): readonly Sendable[] {
  const parts: Omit<Sendable, keyof EncodedText>[] = [];
  const texts = encodeTexts(
    (function* () {
      for (const row of rows) {
        const { text, marks } = write(row);
        parts.push({ marks, index: row.index, isStub: row.isStub });
        yield text;
      }
    })(),
  );
  return texts.map(({ memory, at, size }, i) => {
    const { marks, index, isStub } = parts[i] as Omit<Sendable, keyof EncodedText>;
    return { marks, index, isStub, memory, at, size };
  });
}

function textOf({ memory, at, size }: EncodedText): string {
  return new TextDecoder().decode(memory.subarray(at, at + size));
}
