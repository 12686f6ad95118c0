/** How a command and the process that binds for it talk: a line for each question one way, for each answer the other. */
import type { WorkspaceSchema } from '../workspace-schema.ts';

/**
 * Tells the schema of the questions that follow, or asks for the analysis of a query (answered by JSON) or for
 * its plan (answered by the bytes of plan-bytes.ts in base64).
 */
export type Question =
  { readonly schema: WorkspaceSchema } | { readonly query: string } | { readonly plan: string };

/** The answer to what the process could not find out. */
export const noAnswer = 'null';

const newline = 10;

/** Puts lines together from the pieces in which a pipe delivers them; a character may be cut in two. */
export class LineReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The lines that this piece completes. */
  take(piece: Uint8Array): string[] {
    const bytes = Buffer.concat([this.#rest, piece]);
    const end = bytes.lastIndexOf(newline) + 1;
    this.#rest = bytes.subarray(end);
    return end === 0 ? [] : bytes.toString('utf8', 0, end - 1).split('\n');
  }
}
