/** A file of rows that cannot be read, with the place where it is wrong. Lines and columns count from 1. */
export class DataError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(file: string, line: number, column: number, message: string) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
