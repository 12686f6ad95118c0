/** What the processes that try mutants and their master say to each other. */

/** A test with its number within its file. */
export interface TestOfFile {
  readonly file: string;
  readonly index: number;
  readonly name: string;
  readonly ms: number;
  /** Mutants that it meets. */
  readonly meets: readonly number[];
}

export type Order =
  | { readonly kind: 'measure' }
  | {
      readonly kind: 'try';
      readonly id: number;
      readonly tests: readonly Pick<TestOfFile, 'file' | 'index'>[];
    };

export type Answer =
  | { readonly kind: 'begins' }
  | { readonly kind: 'measured'; readonly tests: readonly TestOfFile[]; readonly failed: readonly string[] }
  | { readonly kind: 'tried'; readonly id: number; readonly killedBy: string | undefined };

/** Stands for a test where none came to its end. */
export const noEnd = 'no end';
