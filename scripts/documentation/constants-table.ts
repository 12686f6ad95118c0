import type { Constant } from './constant.ts';
import { cell, codeCell, markdownTable } from './table.ts';

/** A row for each comment: constants below the same one belong together. */
export function constantsTable(constants: readonly Constant[]): string {
  const purposes = [...new Set(constants.map(({ purpose }) => purpose))];
  return markdownTable(
    ['constant', 'what it is for'],
    purposes.map((purpose) => {
      const together = constants.filter((constant) => constant.purpose === purpose);
      return [together.map(({ name, value }) => codeCell(`${name} = ${value}`)).join(', '), cell(purpose)];
    }),
  );
}
