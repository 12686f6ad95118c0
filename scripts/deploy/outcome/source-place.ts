/** Where something is defined. */
export interface SourcePlace {
  /** From the root of the solution, with slashes. */
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
}
