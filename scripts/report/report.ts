/**
 * Findings in every form that people and other programs read. In: what a command found, with what is known
 * of the solution. Out: one text. Nothing here reads a file; lines of sources come through `readLines`.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LineReader } from '../diagnostics/text-report.ts';

/** The forms of findings; the first is the default. */
export const formats = ['pretty', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

/** What the stages know beside the findings. */
export interface ReportContext {
  /** Every source that was looked at, from the root. */
  readonly files: readonly string[];
  /** Findings that solution/diagnostics.yaml leaves out. */
  readonly switchedOff: readonly Diagnostic[];
  /** Absent where solution/solution.yaml cannot be read. */
  readonly solution?: { readonly version: string; readonly repository: string };
}

export interface Report extends ReportContext {
  /** The command that found it: `validate`. */
  readonly command: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readLines: LineReader;
  /** Further members of the JSON document. */
  readonly result?: Readonly<Record<string, unknown>>;
}
